import type { Api } from '../../model/types.ts';
import { header, type OutputFile } from '../output-file.ts';
import { channelLines } from './channel-lines.ts';
import { operationLines, webhookLines } from './operation-lines.ts';
import { topicLines } from './topic-lines.ts';
import { propertyLines } from './schema-lines.ts';
import { nameText, schemaText } from './schema-text.ts';

/** Where the outline is, in the folder of what is generated. */
export const outlinePath = 'outline.txt';

/**
 * `outline.txt`: the contract in short, a line for each fact that handlers and callers go by. It is committed, so that a review
 * shows what a change means, and `generate` can say it: it compares this text with the one before.
 */
export function emitOutline(api: Api): OutputFile[] {
  const handlers = `handlers/${api.name}`;
  const lines = [
    header(`spec/${api.name}`),
    ...api.operations.flatMap((operation) => operationLines(operation, `${handlers}/${operation.folder}/${operation.fileName}.ts`, api.links.filter(({ from }) => from === operation.id))),
    ...[api.webhooks, ...api.returned].flatMap((level, depth) => level.flatMap((webhook) => webhookLines(webhook, depth))),
    ...api.channels.flatMap((channel) => channelLines(channel, (fileName) => `${handlers}/${channel.folder}/${fileName}.ts`)),
    ...api.topics.flatMap(topicLines),
    ...api.schemas.flatMap(({ name, schema }) => [
      `schema ${nameText(name)}`,
      `  is: ${schemaText(schema, { properties: false })}`,
      ...propertyLines('  ', schema),
    ]),
  ];
  return [{ path: outlinePath, text: `${lines.join('\n')}\n` }];
}
