import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import type { NewEvent } from './event.ts';

/**
 * Adds events to the log of a conversation, in this order. The log stays locked until the transaction ends, so that whoever
 * reads up to an event has seen all before it; this is therefore a transaction's last statement.
 */
export async function appendEvents(tx: Queryable, conversationId: string, events: readonly NewEvent[]): Promise<void> {
  const rows = JSON.stringify(events.map(toRow));
  await tx.query(SQL`
    with log as (
      insert into event_logs as l (conversation_id, last_at)
      values (${conversationId}, floor(extract(epoch from clock_timestamp()) * 1000)::bigint + ${events.length})
      on conflict (conversation_id) do update
      set last_at = greatest(l.last_at + ${events.length}, floor(extract(epoch from clock_timestamp()) * 1000)::bigint)
      returning last_at
    )
    insert into events (conversation_id, at, kind, root_id, message_id, chunk, audience_id, payload)
    select
      ${conversationId},
      log.last_at - ${events.length} + e.place,
      e.kind, e.root_id, e.message_id, e.chunk, e.audience_id, e.payload
    from log, rows from (
      jsonb_to_recordset(${rows}::jsonb)
        as (kind text, root_id uuid, message_id uuid, chunk integer, audience_id uuid, payload jsonb)
    ) with ordinality as e (kind, root_id, message_id, chunk, audience_id, payload, place)
  `.setName('append_events'));
}

function toRow({ kind, payload, rootId, messageId, chunk, audienceId }: NewEvent): object {
  return { kind, payload, root_id: rootId, message_id: messageId, chunk, audience_id: audienceId };
}
