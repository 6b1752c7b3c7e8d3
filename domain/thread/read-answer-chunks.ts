import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { requireMessage } from './require-message.ts';

/** A piece of an answer, as it was given. */
export interface AnswerChunk {
  readonly messageId: string;
  /** From 0, without gaps. */
  readonly idx: number;
  readonly content: string;
  readonly createdAt: Date;
}

/** The pieces in which a message was given; none for one that was not, or was deleted. Throws `message_not_found` or `forbidden`. */
export async function readAnswerChunks(
  db: Database,
  actor: AccountActor,
  { messageId, from, limit }: { messageId: string; from: number; limit: number },
): Promise<AnswerChunk[]> {
  const { isDeleted } = await requireMessage(db, actor, messageId, 'read');
  if (isDeleted) return [];
  return db.query<AnswerChunk>(SQL`
    select message_id as "messageId", idx, content, created_at as "createdAt"
    from message_chunks
    where message_id = ${messageId} and idx >= ${from}
    order by idx
    limit ${limit}
  `.setName('read_answer_chunks'));
}
