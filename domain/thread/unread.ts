import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, only, type Queryable } from '../database/database.ts';
import { requireParticipant } from '../participant/require-participant.ts';

/** How many messages of a thread somebody has not read. */
export interface Unread {
  readonly rootId: string;
  readonly unread: number;
}

/**
 * Unread is what others said, and what was not deleted, that stands behind the mark or came after it was set: a late reply
 * far up the tree, too. Tables: `t`, `m` and the mark `r` of the reader.
 */
const isUnread = `
  t.deleted_at is null
  and (r.user_id is null or t.position > r.position or t.sequence > r.sequence)`;

/** Unread messages of one thread. The caller has checked the right. */
export async function countUnreadOf(db: Queryable, userId: string, rootId: string): Promise<number> {
  const statement = SQL`
    select count(*)::integer as unread
    from thread_messages t
    join messages m on m.id = t.message_id
    left join read_marks r on r.root_id = t.root_id and r.user_id = ${userId}
    where t.root_id = ${rootId} and m.author_id is distinct from ${userId} and `.append(isUnread);
  return (await only<{ unread: number }>(db, statement.setName('count_unread_of_thread'))).unread;
}

/** The threads of a conversation that have something unread for the actor. Throws `conversation_not_found` or `forbidden`. */
export async function countUnread(
  db: Database,
  actor: AccountActor,
  { conversationId }: { conversationId: string },
): Promise<Unread[]> {
  await requireParticipant(db, actor, { conversationId, right: 'read' });
  const statement = SQL`
    select th.root_id as "rootId", count(*)::integer as unread
    from threads th
    join thread_messages t on t.root_id = th.root_id
    join messages m on m.id = t.message_id
    left join read_marks r on r.root_id = th.root_id and r.user_id = ${actor.userId}
    where th.conversation_id = ${conversationId} and m.author_id is distinct from ${actor.userId} and `
    .append(isUnread)
    .append(' group by th.root_id order by max(th.last_activity_at) desc, th.root_id desc');
  return db.query<Unread>(statement.setName('count_unread'));
}
