import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import type { Database, Queryable } from '../database/database.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { presenceUpdated, savePresence, type PresenceStatus } from '../presence/presence.ts';

/** Notes that the actor is there, or not, and tells everybody in the same conversations. */
export function sendHeartbeat(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { status = 'online' }: { status?: PresenceStatus },
): Promise<void> {
  return tellEvents(db, feed, async (tx, tell) => {
    const presence = await savePresence(tx, actor.userId, status);
    for (const id of await findConversations(tx, actor.userId)) tell(id, presenceUpdated(presence));
  });
}

/** Those in which a user takes part. */
export async function findConversations(db: Queryable, userId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(SQL`
    select conversation_id as id
    from participants
    where user_id = ${userId} and left_at is null
  `.setName('find_conversations_of_user'));
  return rows.map(({ id }) => id);
}
