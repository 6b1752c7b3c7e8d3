import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import type { NewEvent } from '../event/event.ts';

export type PresenceStatus = 'online' | 'away' | 'offline';

/** What somebody last said about being there. */
export interface Presence {
  readonly userId: string;
  readonly status: PresenceStatus;
  readonly lastSeenAt: string;
}

export type PresenceUpdated = NewEvent<'presence-updated', Presence>;

export function presenceUpdated(presence: Presence): PresenceUpdated {
  return { kind: 'presence-updated', payload: presence };
}

/** Somebody who never said anything is offline. */
export async function findPresence(db: Queryable, userId: string): Promise<Presence> {
  const found = await first<PresenceRow>(db, SQL`
    select status, last_seen_at as "lastSeenAt"
    from presences
    where user_id = ${userId}
  `.setName('find_presence'));
  return toPresence(userId, found ?? { status: 'offline', lastSeenAt: new Date() });
}

/** Notes that somebody is there, or not. */
export async function savePresence(db: Queryable, userId: string, status: PresenceStatus): Promise<Presence> {
  const [saved] = await db.query<PresenceRow>(SQL`
    insert into presences (user_id, status)
    values (${userId}, ${status})
    on conflict (user_id) do update
    set status = excluded.status, last_seen_at = clock_timestamp()
    returning status, last_seen_at as "lastSeenAt"
  `.setName('save_presence'));
  return toPresence(userId, saved ?? { status, lastSeenAt: new Date() });
}

interface PresenceRow {
  readonly status: PresenceStatus;
  readonly lastSeenAt: Date;
}

function toPresence(userId: string, { status, lastSeenAt }: PresenceRow): Presence {
  return { userId, status, lastSeenAt: lastSeenAt.toISOString() };
}
