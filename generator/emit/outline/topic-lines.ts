import type { Topic, TopicOperation } from '../../model/types.ts';
import { messageText } from './channel-lines.ts';
import { indented, parameterLines } from './operation-lines.ts';
import { nameText } from './schema-text.ts';

/** Everything about a channel that others carry which programs on its ends go by. */
export function topicLines({ name, address, protocols, parameters, messages, operations }: Topic): string[] {
  return [
    `topic ${nameText(name)}`,
    ...indented([
      `request: ${[protocols.join(', '), address ?? 'at an address that running programs know'].filter((part) => part !== '').join(' ')}`,
      ...parameters.flatMap(parameterLines),
      ...messages.flatMap(({ key, contentType, headers, ...message }) => [
        `carries ${nameText(key)} as ${contentType}: ${messageText(message)}`,
        ...headers.map((header) => `headers of ${nameText(key)}: #${nameText(header)}`),
      ]),
      ...operations.map(operationLine),
    ]),
  ];
}

function operationLine({ id, action, messages, reply }: TopicOperation): string {
  const answer = reply === undefined ? '' : `, answered on ${reply.channel ?? reply.address ?? 'the same channel'} with ${reply.messages.map(nameText).join(', ')}`;
  return `${action}s by ${nameText(id)}: ${messages.map(nameText).join(', ')}${answer}`;
}
