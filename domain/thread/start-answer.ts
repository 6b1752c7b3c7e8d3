import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import { placeReply } from './place-message.ts';
import type { AnswerPlace } from './thread-events.ts';

/** An answer that gives no sign of life for this long is taken for a crashed process's. */
export const leaseSeconds = 30;

/** An answer that is about to be given. */
export interface StartedAnswer extends AnswerPlace {
  readonly conversationId: string;
}

/** Makes the message that an assistant's answer to another will be, still empty. */
export async function startAnswer(tx: Queryable, conversationId: string, parentId: string): Promise<StartedAnswer> {
  const { messageId, rootId, depth } = await placeReply(tx, parentId, { conversationId, role: 'assistant', content: '' });
  await tx.query(SQL`
    insert into thread_answers (message_id, expires_at)
    values (${messageId}, now() + make_interval(secs => ${leaseSeconds}))
  `.setName('start_answer'));
  return { conversationId, messageId, rootId, parentId, depth };
}
