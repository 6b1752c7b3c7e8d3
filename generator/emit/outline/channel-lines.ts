import type { Channel, Message, Receive, TopicMessage } from '../../model/types.ts';
import { indented, parameterLines, securityText } from './operation-lines.ts';
import { nameText } from './schema-text.ts';

/** Everything about a channel and its messages that handlers and the other end have to go by. */
export function channelLines(channel: Channel, handlerOf: (fileName: string) => string): string[] {
  const { name, protocol, address, parameters, subprotocols, security, sends, closeCodes, receives } = channel;
  return [
    `channel ${nameText(name)}`,
    ...indented([
      `request: ${protocol} ${address}`,
      `handler: ${handlerOf('connection')}`,
      ...parameters.flatMap(parameterLines),
      ...(subprotocols.length === 0 ? [] : [`subprotocols: ${subprotocols.join(', ')}`]),
      `security: ${securityText(security)}`,
      ...sends.map((message) => `sends ${messageText(message)}`),
      ...closeCodes.map((close) => `closes with ${close.code}: ${close.name}`),
      ...limitLines(channel.limits),
    ]),
    ...receives.flatMap((receive) => [`message ${nameText(receive.id)}`, ...indented(receiveLines(receive, address, handlerOf(receive.fileName)))]),
  ];
}

function limitLines({ messageBytes, rate }: Channel['limits']): string[] {
  const rates = rate === undefined ? [] : [`rate limit: ${rate.messages} in ${rate.windowSeconds} s, ${rate.closeCode}`];
  return [`message limit: ${messageBytes} bytes`, ...rates];
}

function receiveLines({ message, replies }: Receive, address: string, handler: string): string[] {
  return [
    `request: ${message.name} on ${address}`,
    `handler: ${handler}`,
    `payload ${messageText(message)}`,
    ...replies.map((reply) => `reply ${messageText(reply)}`),
  ];
}

export function messageText({ name, encoding, schemaName }: Pick<Message | TopicMessage, 'name' | 'encoding' | 'schemaName'>): string {
  const payload = schemaName === undefined ? 'nothing' : `#${nameText(schemaName)}`;
  return `${nameText(name)}: ${encoding === 'json' || encoding === 'none' ? payload : `${encoding} ${payload}`}`;
}
