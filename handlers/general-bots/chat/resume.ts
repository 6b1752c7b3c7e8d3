import { setTimeout as wait } from 'node:timers/promises';
import type { MemberActor } from '../../../domain/actor.ts';
import { findRunningAnswer, readMessage, readMissed } from '../../../domain/agent-session/read-missed.ts';
import type { Message } from '../../../domain/message/message.ts';
import type { MessageContext } from '../../../generated/general-bots/channel-types.ts';
import type { Context } from '../context.ts';
import { toBotMessage, toEarlierMessage } from '../to-api/to-bot-message.ts';
import type { Connection, Own } from './connection.ts';
import { localAnswers } from './local-answers.ts';
import { topics } from './topics.ts';

interface Resumption {
  readonly actor: MemberActor;
  readonly own: Own;
  /** The answer that another process gives in the bot session. */
  readonly elsewhere: string | undefined;
}

/** How often it is looked whether an answer that another process gives has come to its end. */
const lookAgainMs = 250;

/** To be looked for before the connection is told that it stands: what is said in the bot session from then on is not lost. */
export async function findElsewhere({ db, channels }: MessageContext<Context>, actor: MemberActor, { sessionId, isResumed }: Own): Promise<string | undefined> {
  return isResumed && !localAnswers(channels).find(sessionId) ? findRunningAnswer(db, actor, { sessionId }) : undefined;
}

/**
 * Sends what was missed, then lets the connection hear the bot session: from the middle of an answer that is given here, with what was said of
 * it so far. The beginning of an answer that another process gives is not known here: it is sent whole at its end, and
 * the promise within the result is kept then.
 */
export async function resume(connection: Connection, context: MessageContext<Context>, resumption: Resumption): Promise<{ readonly caughtUp: Promise<void> }> {
  const { own, elsewhere } = resumption;
  const last = await sendMissed(connection, context, resumption, connection.query.last_message_id);
  if (elsewhere === undefined || localAnswers(context.channels).find(own.sessionId)) {
    listen(connection, context, own);
    return { caughtUp: Promise.resolve() };
  }
  return { caughtUp: hearWhole(connection, context, resumption, { answerId: elsewhere, last }) };
}

/** Everything after a message, again until nothing has come meanwhile. The id of the last that was sent. */
async function sendMissed(
  connection: Connection,
  { db, channels }: MessageContext<Context>,
  { actor, own }: Resumption,
  from: string | undefined,
): Promise<string | undefined> {
  let last = from;
  if (last === undefined) return undefined;
  for (let isBehind = true; isBehind && !connection.signal.aborted;) {
    const { ended } = localAnswers(channels);
    const missed = await readMissed(db, actor, { sessionId: own.sessionId, after: last });
    sendEarlier(connection, own, missed);
    last = missed.at(-1)?.id ?? last;
    isBehind = missed.length > 0 || localAnswers(channels).ended !== ended;
    await connection.drained();
  }
  return last;
}

/** In one go, so that no piece is lost or comes twice. */
function listen(connection: Connection, { channels }: MessageContext<Context>, { sessionId }: Own): void {
  connection.subscribe(topics.session(sessionId));
  const running = localAnswers(channels).find(sessionId);
  if (running && running.content !== '') connection.send('message', toBotMessage({ sessionId, ...running }, { content: running.content, is_complete: false }));
}

async function hearWhole(
  connection: Connection,
  context: MessageContext<Context>,
  resumption: Resumption,
  { answerId, last }: { answerId: string; last: string | undefined },
): Promise<void> {
  const { actor, own } = resumption;
  try {
    while ((await findRunningAnswer(context.db, actor, own)) === answerId) await wait(lookAgainMs, undefined, { signal: connection.signal });
    if (last !== undefined) await sendMissed(connection, context, resumption, last);
    else sendEarlier(connection, own, await readMessage(context.db, actor, { sessionId: own.sessionId, messageId: answerId }));
  } catch (error) {
    if (!connection.signal.aborted) connection.log.warn({ err: error }, 'an answer of another process could not be waited for');
  }
  listen(connection, context, own);
}

function sendEarlier(connection: Connection, { sessionId, agent }: Own, messages: readonly Message[]): void {
  for (const message of messages) connection.send('message', toEarlierMessage({ sessionId, botId: agent.id }, message));
}
