import type { ChannelAnswer, ChannelProblem, Violation } from 'specwright/runtime';
import { DomainError, type DomainErrorCode } from '../../../domain/errors.ts';
import { isUuid } from '../../../domain/database/is-uuid.ts';
import type { ChatProblem } from '../../../generated/general-bots/channel-types.ts';
import type { Context } from '../context.ts';
import { spellError, toErrorFrame, type ErrorFrameInput } from '../to-api/to-error-frame.ts';
import type { State } from './connection.ts';

type Close = NonNullable<ChannelAnswer['close']>;

const unauthorized: Close = { code: 4401, reason: 'unauthorized' };
const noAccess: Close = { code: 4403, reason: 'no_access' };
const notFound: Close = { code: 4404, reason: 'not_found' };

/** What a connection does not survive while it is being opened. */
const fatalAtOpening: Partial<Record<DomainErrorCode, Close>> = {
  forbidden: noAccess,
  agent_not_found: notFound,
  session_not_found: notFound,
  session_ended: notFound,
  not_owner: notFound,
};

/** What it does not survive whenever it comes. */
const fatal: Partial<Record<DomainErrorCode, Close>> = { invalid_token: unauthorized, token_expired: unauthorized };

/** A message that reached no handler, or whose handler threw: `error`, and the close code where it is fatal. */
export const problem: ChatProblem<Context, State> = (found) => {
  const described = describe(found);
  if (!described) return {};
  const send = { message: 'error', payload: toErrorFrame({ ...described, ...readNames(found) }) };
  const close = found.code === 'thrown' ? findClose(found) : undefined;
  return { send, ...(close && { close }) };
};

/** Undefined: not one of ours. The runtime logs it and closes with 1011. */
function describe(found: ChannelProblem): Pick<ErrorFrameInput, 'code' | 'message'> | undefined {
  switch (found.code) {
    case 'malformed-message':
      return { code: 'BAD_REQUEST', message: found.detail };
    case 'unknown-message':
      return { code: 'BAD_REQUEST', message: `There is no message of the type "${found.name.slice(0, 64)}".` };
    case 'invalid-message':
      return { code: 'VALIDATION_FAILED', message: `The message does not fit the contract: ${list(found.violations)}.` };
    case 'message-too-large':
      return { code: 'PAYLOAD_TOO_LARGE', message: `The message is larger than ${found.limitBytes} bytes.` };
    case 'rate-limited':
      return { code: 'RATE_LIMITED', message: `Too many messages. Try again in ${found.retryAfterSeconds} seconds.` };
    case 'thrown':
      return spellError(found.error);
    // Only a Socket.IO namespace has these.
    case 'refused':
    case 'invalid-connect':
      return undefined;
  }
}

function list(violations: readonly Violation[]): string {
  return violations.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ');
}

function findClose({ error, name }: Extract<ChannelProblem, { code: 'thrown' }>): Close | undefined {
  if (!(error instanceof DomainError)) return undefined;
  return (name === 'open' ? fatalAtOpening[error.code] : undefined) ?? fatal[error.code];
}

/** What the message says of itself, if it got far enough to be read. */
function readNames(found: ChannelProblem): Pick<ErrorFrameInput, 'sessionId' | 'replyTo'> {
  const payload = 'payload' in found ? found.payload : undefined;
  if (typeof payload !== 'object' || payload === null) return {};
  const { session_id: sessionId, message_id: replyTo } = payload as Readonly<Record<string, unknown>>;
  return {
    sessionId: typeof sessionId === 'string' && isUuid(sessionId) ? sessionId : undefined,
    replyTo: typeof replyTo === 'string' && replyTo.length >= 1 && replyTo.length <= 64 ? replyTo : undefined,
  };
}
