import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, only, type Queryable } from '../database/database.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { findPosition } from './read-tree.ts';
import { requireRoot } from './require-message.ts';
import { unreadUpdated } from './thread-events.ts';
import { countUnreadOf } from './unread.ts';

export interface ReadInput {
  readonly rootId: string;
  /** Of the last message that was read; left out: all of them were. */
  readonly path?: string;
}

/**
 * Marks a thread as read by the actor, up to a message in the order of the tree. A mark never goes back. Throws `message_not_found`,
 * also for a path that is not in the thread, or `forbidden`.
 */
export function markRead(db: Database, feed: EventFeed, actor: AccountActor, { rootId, path }: ReadInput): Promise<void> {
  const { userId } = actor;
  return tellEvents(db, feed, async (tx, tell) => {
    const { conversationId } = await requireRoot(tx, actor, rootId, 'read');
    await waitForPosts(tx, rootId);
    const position = path === undefined ? await lastPosition(tx, rootId) : await findPosition(tx, rootId, path);
    await tx.query(SQL`
      insert into read_marks as r (root_id, user_id, position, sequence)
      select ${rootId}, ${userId}, ${position}, max(sequence)
      from thread_messages
      where root_id = ${rootId}
      on conflict (root_id, user_id) do update
      set position = greatest(r.position, excluded.position), sequence = greatest(r.sequence, excluded.sequence)
    `.setName('mark_read'));
    tell(conversationId, unreadUpdated(userId, { rootId, unread: await countUnreadOf(tx, userId, rootId) }));
  });
}

/** A message that is being posted has its number already: nothing may be marked as read before it can be seen. */
async function waitForPosts(tx: Queryable, rootId: string): Promise<void> {
  await tx.query(SQL`
    select root_id
    from threads
    where root_id = ${rootId}
    for share
  `.setName('wait_for_posts'));
}

async function lastPosition(tx: Queryable, rootId: string): Promise<Buffer> {
  const { position } = await only<{ position: Buffer }>(tx, SQL`
    select position
    from thread_messages
    where root_id = ${rootId}
    order by position desc
    limit 1
  `.setName('last_position'));
  return position;
}
