import { SQL } from 'sql-template-strings';
import type { Database } from '../database/database.ts';
import { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { presenceUpdated, type Presence } from '../presence/presence.ts';
import { findConversations } from './send-heartbeat.ts';

/** Seconds after which somebody is taken for gone who gave no sign of life. */
export const presenceSeconds = 120;

/** Says of up to `limit` people who have not been heard of for so long that they are offline. Returns how many. */
export function missAbsent(db: Database, limit: number, feed: EventFeed = new EventFeed()): Promise<number> {
  return tellEvents(db, feed, async (tx, tell) => {
    const absent = await tx.query<{ userId: string; lastSeenAt: Date }>(SQL`
      update presences
      set status = 'offline'
      where user_id in (
        select user_id
        from presences
        where status <> 'offline' and last_seen_at < now() - make_interval(secs => ${presenceSeconds})
        limit ${limit}
        for update skip locked
      )
      returning user_id as "userId", last_seen_at as "lastSeenAt"
    `.setName('miss_absent'));
    for (const { userId, lastSeenAt } of absent) {
      const presence: Presence = { userId, status: 'offline', lastSeenAt: lastSeenAt.toISOString() };
      for (const id of await findConversations(tx, userId)) tell(id, presenceUpdated(presence));
    }
    return absent.length;
  });
}
