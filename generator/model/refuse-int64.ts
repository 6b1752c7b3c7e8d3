import type { Reading } from './reading.ts';
import type { Api, Message } from './types.ts';

/**
 * Refuses integers of 64 bits where nothing reads or writes them without loss: Socket.IO parses and prints its arguments by itself, as
 * `JSON.parse` does. A message that is a JSON text (`contentMediaType`, `contentSchema`) is ours to read.
 */
export function refuseInt64({ channels }: Pick<Api, 'channels'>, reading: Reading): void {
  for (const { protocol, receives, sends } of channels) {
    if (protocol !== 'socketio') continue;
    const replies = receives.flatMap((receive) => receive.replies);
    const messages = [...receives.map(({ message }) => message), ...sends].filter(({ encoding }) => encoding === 'json');
    for (const message of new Set([...messages, ...replies])) if (message.int64 !== undefined) refuse(message, reading);
  }
}

function refuse({ name, at }: Message, reading: Reading): void {
  const hint = 'Make the integer a text (type: string), or the message a JSON text (contentMediaType with contentSchema), or leave out "int64: bigint"';
  reading.refuse('unsupported-feature', at, `Socket.IO carries no integers of 64 bits without loss, as the message ${name} has them`, hint);
}
