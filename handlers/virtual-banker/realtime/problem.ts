import type { ChannelAnswer, ChannelProblem } from 'specwright/runtime';
import { DomainError } from '../../../domain/errors.ts';
import type { RealtimeProblem } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { envelope } from './envelope.ts';
import type { Connection, State } from './participant.ts';
import { RealtimeRefusal } from './realtime-refusal.ts';
import { spellDomainError } from './spell-domain-error.ts';

/** A message that reached no handler, or whose handler threw: `error`, and the close code where it is fatal. */
export const problem: RealtimeProblem<Context, State> = (found, connection) => {
  const refusal = describe(found, connection);
  if (!refusal) return {};
  const { error, closeCode } = refusal;
  const payload = { error, message: refusal.message.slice(0, 1000), fatal: closeCode !== undefined };
  const answer: ChannelAnswer = {
    send: { message: 'error', payload: envelope({ sessionId: connection.path.session_id, type: 'error', payload, replyTo: readId(found) }) },
  };
  return closeCode === undefined ? answer : { ...answer, close: { code: closeCode, reason: error } };
};

/** Undefined: not one of ours. The runtime logs it and closes with 1011. */
function describe(found: ChannelProblem, connection: Connection): RealtimeRefusal | undefined {
  switch (found.code) {
    case 'malformed-message':
      return new RealtimeRefusal('invalid_request', found.detail, 4400);
    case 'unknown-message':
      return signedOut(connection) ?? new RealtimeRefusal('invalid_request', `There is no message "${found.name.slice(0, 64)}".`);
    case 'invalid-message':
      return describeInvalid(found, connection);
    case 'message-too-large':
      return new RealtimeRefusal('payload_too_large', `The message is larger than ${found.limitBytes} bytes.`, 1009);
    case 'rate-limited':
      return new RealtimeRefusal('rate_limited', `Too many messages. Try again in ${found.retryAfterSeconds} seconds.`, 4429);
    case 'thrown':
      return describeThrown(found.error, found.name);
    // Only a Socket.IO namespace has these.
    case 'refused':
    case 'invalid-connect':
      return undefined;
  }
}

/** Before somebody has signed in, nothing but `auth` is listened to. */
function signedOut({ state }: Connection): RealtimeRefusal | undefined {
  return state.participant ? undefined : new RealtimeRefusal('unauthorized', 'Sign in first.', 4401);
}

function describeInvalid({ name, violations }: Extract<ChannelProblem, { code: 'invalid-message' }>, connection: Connection): RealtimeRefusal {
  if (violations.some(({ pointer }) => pointer === '/v')) return new RealtimeRefusal('invalid_request', 'The envelope is not of version 1.', 4400);
  const texts = violations.map(({ pointer, message }) => `${pointer} ${message}`.trim());
  return (name === 'auth' ? undefined : signedOut(connection)) ?? new RealtimeRefusal('invalid_request', `The message does not fit the contract: ${texts.join('; ')}.`);
}

function describeThrown(error: unknown, name: string): RealtimeRefusal | undefined {
  if (error instanceof RealtimeRefusal) return error;
  return error instanceof DomainError ? spellDomainError(error, name) : undefined;
}

/** The id of the message, if it got far enough to have a usable one. */
function readId(found: ChannelProblem): string | undefined {
  const message = 'payload' in found ? found.payload : undefined;
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined;
  return typeof message.id === 'string' && message.id.length >= 1 && message.id.length <= 64 ? message.id : undefined;
}
