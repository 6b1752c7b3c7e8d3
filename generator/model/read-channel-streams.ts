import { eventStream, type EventForm, type EventStream } from './event-stream.ts';
import type { ChannelOperation } from './find-channel-operations.ts';
import type { StreamChannel } from './place-channels.ts';
import type { Messages } from './read-messages.ts';
import type { Reading } from './reading.ts';
import type { Message } from './types.ts';

/** The messages that a channel of an event stream sends are its events: their names, and as data their payloads. */
export function readChannelStreams(
  channels: readonly StreamChannel[],
  found: readonly ChannelOperation[],
  messages: Messages,
  reading: Reading,
): Map<string, EventStream> {
  const streams = new Map<string, EventStream>();
  for (const channel of channels) {
    const { located, operation } = channel;
    const own = found.filter(({ channelId }) => channelId === located.id);
    refuseReceiving(own, reading);
    refuseTwice(channel, streams.has(operation.id), reading);
    const sent = own.filter(({ action }) => action === 'send').flatMap((send) => send.messages.flatMap((item) => messages.read(item) ?? []));
    if (sent.length > 0) streams.set(operation.id, eventStream([...new Set(sent)].map(toForm), located, reading));
  }
  return streams;
}

function refuseReceiving(operations: readonly ChannelOperation[], reading: Reading): void {
  for (const { action, located } of operations) {
    if (action !== 'receive') continue;
    const hint = 'Take messages with an operation of the OpenAPI document, or use a WebSocket';
    reading.refuse('unsupported-feature', located, 'nothing is received on a stream of events', hint);
  }
}

function refuseTwice({ located, operation }: StreamChannel, isKnown: boolean, reading: Reading): void {
  const described = operation.responses.flatMap(({ contents }) => contents).find(({ itemSchema, codec }) => codec === 'events' && itemSchema !== undefined);
  if (!isKnown && described === undefined) return;
  const place = described === undefined ? 'another channel' : `${described.at.file}:${described.at.line}`;
  const message = `the events of ${operation.id} are also described by ${place}`;
  reading.refuse('ambiguous-messages', located, message, 'Describe them in one place');
}

function toForm({ name, encoding, schemaName }: Message): EventForm {
  if (schemaName === undefined) return { names: [name], data: { schema: { const: '' }, encoding: 'text', texts: [''] } };
  return { names: [name], data: { schema: { $ref: `#/components/schemas/${schemaName}` }, encoding: encoding === 'text' ? 'text' : 'json' } };
}
