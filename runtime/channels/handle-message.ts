import type { ReceiveRow } from '../contract.ts';
import { toViolations } from '../validate/violations.ts';
import { answerProblem } from './answer-problem.ts';
import type { ChannelConnection } from './channel-connection.ts';
import type { Incoming } from './frame.ts';
import type { LiveChannel } from './live-channel.ts';
import { ContractBreach } from './outgoing-check.ts';

/**
 * Brings one message to its handler and the reply back. A message that the contract does not know, or that breaks it,
 * never gets there. Does not throw or reject.
 */
export function handleMessage(channel: LiveChannel, connection: ChannelConnection, incoming: Incoming): void | Promise<void> {
  const { name, payload, acknowledge } = incoming;
  const row = Object.hasOwn(channel.row.receive, name) ? channel.row.receive[name] : undefined;
  if (!row) return answerProblem(channel, connection, { code: 'unknown-message', name }, acknowledge);
  if (row.validate && !row.validate(payload)) {
    const violations = toViolations('message', row.validate.errors);
    return answerProblem(channel, connection, { code: 'invalid-message', name, violations, payload }, acknowledge);
  }
  channel.metrics.received(name);
  try {
    const result = callHandler(channel, row, connection, payload);
    if (!(result instanceof Promise)) return reply(channel, connection, row, incoming, result);
    return result.then((value) => reply(channel, connection, row, incoming, value)).catch((error: unknown) => fail(channel, connection, incoming, error));
  } catch (error) {
    fail(channel, connection, incoming, error);
  }
}

function fail(channel: LiveChannel, connection: ChannelConnection, { name, payload, acknowledge }: Incoming, error: unknown): void {
  answerProblem(channel, connection, { code: 'thrown', error, name, payload }, acknowledge);
}

function callHandler(channel: LiveChannel, row: ReceiveRow, connection: ChannelConnection, payload: unknown): unknown {
  const handler = channel.handlers.receive[row.operationId];
  return handler?.(payload as never, connection as never, channel.context as never);
}

/** WebSocket: a message of its own. Socket.IO: the acknowledgement. */
function reply(channel: LiveChannel, connection: ChannelConnection, row: ReceiveRow, { acknowledge }: Incoming, value: unknown): void {
  if (value === undefined && (channel.row.protocol === 'ws' || row.replies.length === 0)) return;
  const frame = channel.prepare(chooseReply(channel, row, value), value);
  if (channel.row.protocol === 'ws') connection.deliver(frame);
  else acknowledge?.(frame.data);
}

/** Of several replies, the one that the discriminator names (WebSocket), or that the value is valid for (Socket.IO). */
function chooseReply({ row: channel }: LiveChannel, row: ReceiveRow, value: unknown): string {
  const [first, ...others] = row.replies;
  if (first === undefined) throw new ContractBreach(`${row.operationId} returned a reply, and the contract has none.`);
  if (others.length === 0) return first;
  if (channel.discriminator === undefined) return row.replies.find((name) => channel.send[name]?.validate?.(value)) ?? first;
  const named = (value as Readonly<Record<string, unknown>>)[channel.discriminator];
  if (typeof named === 'string' && row.replies.includes(named)) return named;
  throw new ContractBreach(`${row.operationId} returned a reply whose "${channel.discriminator}" is none of ${row.replies.join(', ')}.`);
}
