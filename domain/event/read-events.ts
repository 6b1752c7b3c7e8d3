import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import type { StoredEvent } from './event.ts';

/** How far a log goes: the time of its last event, and up to when events have been deleted. */
export interface LogReach {
  readonly lastAt: number;
  readonly forgottenAt: number;
}

/** The first events of a conversation after a time. The caller has checked the right. */
export async function readEvents(
  db: Queryable,
  conversationId: string,
  { after, limit }: { after: number; limit: number },
): Promise<StoredEvent[]> {
  const rows = await db.query<StoredEvent & Record<'rootId' | 'messageId' | 'chunk' | 'audienceId', unknown>>(SQL`
    select
      at::double precision as at,
      kind,
      root_id as "rootId",
      message_id as "messageId",
      chunk,
      audience_id as "audienceId",
      payload
    from events
    where conversation_id = ${conversationId} and at > ${after}
    order by at
    limit ${limit}
  `.setName('read_events'));
  return rows.map(withoutNulls);
}

function withoutNulls<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
}

/** Of a conversation in which nothing happened yet, everything is 0. */
export async function readLogReach(db: Queryable, conversationId: string): Promise<LogReach> {
  const reach = await first<LogReach>(db, SQL`
    select last_at::double precision as "lastAt", forgotten_at::double precision as "forgottenAt"
    from event_logs
    where conversation_id = ${conversationId}
  `.setName('read_log_reach'));
  return reach ?? { lastAt: 0, forgottenAt: 0 };
}

/** Those of these conversations in which something has happened since. */
export async function findAdvanced(db: Queryable, heads: ReadonlyMap<string, number>): Promise<string[]> {
  const advanced = await db.query<{ id: string }>(SQL`
    select h.id
    from unnest(${[...heads.keys()]}::uuid[], ${[...heads.values()]}::bigint[]) as h (id, at)
    join event_logs l on l.conversation_id = h.id
    where l.last_at > h.at
  `.setName('find_advanced_logs'));
  return advanced.map(({ id }) => id);
}
