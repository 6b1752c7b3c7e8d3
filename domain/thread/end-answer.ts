import { SQL } from 'sql-template-strings';
import { first, only, type Queryable } from '../database/database.ts';
import type { Tell } from '../event/tell-events.ts';
import type { Finish } from '../message/message.ts';
import type { AnswerEnd } from './thread.ts';
import { answerDelta, answerDone, answerFailed, type AnswerPlace, threadActive } from './thread-events.ts';
import { touchThread } from './touch-thread.ts';

const finishes: Readonly<Record<AnswerEnd, Finish>> = { stop: 'stop', cancelled: 'cancelled', timeout: 'failed', error: 'failed' };

/** How an answer ends, whoever ends it. */
export interface Ending {
  readonly end: AnswerEnd;
  /** Of `timeout` and `error`: a sentence for those who wait. */
  readonly reason?: string;
  /** Added to what was said so far. */
  readonly notice?: string;
}

/** Ends an answer once: of several who try, the first one decides. False for one that is over. */
export async function endAnswer(tx: Queryable, tell: Tell, messageId: string, { end, reason, notice }: Ending): Promise<boolean> {
  const ended = await first<{ chunks: number }>(tx, SQL`
    update thread_answers
    set state = ${end}, chunks = chunks + ${notice === undefined ? 0 : 1}
    where message_id = ${messageId} and state = 'running'
    returning chunks
  `.setName('end_answer'));
  if (!ended) return false;
  if (notice !== undefined) await appendNotice(tx, messageId, ended.chunks - 1, notice);
  const { conversationId, ...place } = await keepAnswer(tx, messageId, finishes[end]);
  if (notice !== undefined) tell(conversationId, answerDelta(place, ended.chunks - 1, notice));
  if (end === 'timeout' || end === 'error') tell(conversationId, answerFailed(place, end, reason ?? 'The answer broke off.'));
  tell(conversationId, answerDone(place, end));
  tell(conversationId, threadActive(place.rootId, await touchThread(tx, place.rootId)));
  return true;
}

async function appendNotice(tx: Queryable, messageId: string, idx: number, notice: string): Promise<void> {
  await tx.query(SQL`
    insert into message_chunks (message_id, idx, content)
    values (${messageId}, ${idx}, ${idx === 0 ? notice.trimStart() : notice})
  `.setName('append_notice'));
}

/** What was said becomes the message. */
function keepAnswer(tx: Queryable, messageId: string, finish: Finish): Promise<AnswerPlace & { conversationId: string }> {
  return only(tx, SQL`
    update messages m
    set
      finish = ${finish},
      content = (
        select coalesce(string_agg(c.content, '' order by c.idx), '')
        from message_chunks c
        where c.message_id = m.id
      )
    from thread_messages t
    where m.id = ${messageId} and t.message_id = m.id
    returning
      m.conversation_id as "conversationId",
      m.id as "messageId",
      m.parent_id as "parentId",
      t.root_id as "rootId",
      t.depth
  `.setName('keep_answer'));
}
