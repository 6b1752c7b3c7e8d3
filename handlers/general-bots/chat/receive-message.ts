import { requireOpenAgentSession } from '../../../domain/agent-session/require-agent-session.ts';
import { DomainError } from '../../../domain/errors.ts';
import { renewMember } from '../../../domain/login/authenticate-login.ts';
import type { ReceiveMessage } from '../../../generated/general-bots/channel-types.ts';
import type { Context } from '../context.ts';
import { toErrorFrame } from '../to-api/to-error-frame.ts';
import { answer } from './answer.ts';
import type { State } from './connection.ts';
import { localAnswers } from './local-answers.ts';
import { topics } from './topics.ts';

/** Takes a message, if its sender may talk there now; the answer follows in the background, after those to the messages before it. */
export const receiveMessage: ReceiveMessage<Context, State> = async ({ content, session_id, message_id: replyTo }, connection, context) => {
  const { state } = connection;
  await state.caughtUp;
  state.actor = await renewMember(context.db, context.services, state.actor);
  const named = session_id ?? state.sessionId;
  if (named === undefined) throw new DomainError('session_not_found', 'Name a session_id: this connection has no bot session of its own.');
  const { session } = await requireOpenAgentSession(context.db, state.actor, { sessionId: named });
  const place = localAnswers(context.channels).lines.join(session.id);
  if (!place) return toErrorFrame({ code: 'RATE_LIMITED', message: 'Too many messages wait for an answer already.', sessionId: session.id, replyTo });
  connection.subscribe(topics.session(session.id));
  connection.send('status', { session_id: session.id, status: 'received', ...(replyTo !== undefined && { reply_to: replyTo }) });
  const question = { actor: state.actor, sessionId: session.id, text: content, replyTo };
  context.background((signal) => place.turn.then(() => answer(context, question, signal)).finally(() => place.leave()));
  return undefined;
};
