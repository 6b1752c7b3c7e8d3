import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';

/** How long a stream that broke off can be resumed without a gap. */
export const retentionHours = 48;

/** Deletes up to `limit` events that are older than that, and notes how far. Returns how many. */
export async function forgetEvents(db: Queryable, limit: number): Promise<number> {
  const forgotten = await db.query(SQL`
    with old as (
      delete from events
      where ctid in (
        select ctid
        from events
        where at < (extract(epoch from now()) * 1000)::bigint - ${retentionHours}::bigint * 3600000
        order by at
        limit ${limit}
        for update skip locked
      )
      returning conversation_id, at
    ), noted as (
      update event_logs l
      set forgotten_at = greatest(l.forgotten_at, o.at)
      from (select conversation_id, max(at) as at from old group by conversation_id) as o
      where l.conversation_id = o.conversation_id
    )
    select 1
    from old
  `.setName('forget_events'));
  return forgotten.length;
}
