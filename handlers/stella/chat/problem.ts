import type { ChannelAnswer, ChannelProblem, Violation } from 'specwright/runtime';
import type { ChatConnection, ChatProblem } from '../../../generated/stella/channel-types.ts';
import type * as types from '../../../generated/stella/types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';
import { connectionRefused, messageRefused, type Refused } from './refusals.ts';

type Connection = ChatConnection<Context, State>;
type Thrown = Extract<ChannelProblem, { code: 'thrown' }>;

/** Refuses a connection with CONNECT_ERROR; a message with its acknowledgement, or `error` if none was asked for. */
export const problem: ChatProblem<Context, State> = (problem, connection) => {
  switch (problem.code) {
    case 'invalid-connect':
      return refuseConnection(invalidConnect(problem.violations));
    case 'refused':
      return refuseConnection({ code: 'invalid_connection_string', text: problem.refusal.detail });
    case 'malformed-message':
      return refuseMessage(connection, { code: 'invalid_message', text: `The message is no JSON text: ${problem.detail}` });
    case 'unknown-message':
      return refuseMessage(connection, { code: 'invalid_message', text: 'There is no such event' });
    case 'invalid-message':
      return refuseMessage(connection, { code: 'invalid_message', text: describe(problem.violations) });
    case 'message-too-large':
      return refuseMessage(connection, { code: 'invalid_message', text: `A message may have ${problem.limitBytes} bytes` });
    case 'rate-limited':
      return refuseMessage(connection, { code: 'rate_limited', text: 'Too many messages' });
    case 'thrown':
      return problem.name === 'open' ? refuseConnection(failedOpen(problem, connection)) : refuseMessage(connection, failedMessage(problem, connection));
  }
};

function invalidConnect(violations: readonly Violation[]): Refused<types.ConnectErrorCode> {
  const missing = (name: string) => violations.some(({ pointer, keyword }) => pointer === `/${name}` && (keyword === 'required' || keyword === 'minLength'));
  if (missing('chat_id')) return { code: 'missing_chat_id', text: 'Missing chat_id' };
  if (missing('connection_string')) return { code: 'missing_connection_string', text: 'Missing connection_string' };
  if (violations.some(({ pointer }) => pointer === '/chat_id')) return { code: 'chat_not_found', text: 'Chat not found' };
  return { code: 'invalid_connection_string', text: 'The connection string is not valid' };
}

function failedOpen({ error }: Thrown, connection: Connection): Refused<types.ConnectErrorCode> {
  return connectionRefused(error) ?? { code: 'internal_error', text: logFailure(error, connection) };
}

function failedMessage({ error }: Thrown, connection: Connection): Refused<types.ChatErrorCode> {
  return messageRefused(error) ?? { code: 'internal_error', text: logFailure(error, connection) };
}

function logFailure(error: unknown, { log }: Connection): string {
  log.error({ err: error }, 'a chat handler failed');
  return 'Internal server error';
}

function refuseConnection({ code, text }: Refused<types.ConnectErrorCode>): ChannelAnswer {
  const packet: types.ConnectError = { message: text, data: { code } };
  return { reply: packet };
}

/** A busy chat is announced as the original does, too. */
function refuseMessage(connection: Connection, { code, text }: Refused<types.ChatErrorCode>): ChannelAnswer {
  const { chatId } = connection.state;
  if (code === 'chat_busy') connection.send('chat_information', { type: 'busy', message: text, chat_id: chatId });
  const reply: types.ChatMessageAck = { ok: false, code, msg: text };
  const failure: types.ChatFailure = { code, msg: text, chat_id: chatId };
  return { reply, withoutReply: { message: 'error', payload: failure } };
}

function describe(violations: readonly Violation[]): string {
  return violations.map(({ pointer, message }) => `${pointer || 'the message'} ${message}`).join('; ').slice(0, 1000);
}
