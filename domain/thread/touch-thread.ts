import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';

/** Notes that something happened in a thread: how many messages more, and whose. Returns the time, which is the thread's now. */
export async function touchThread(
  tx: Queryable,
  rootId: string,
  { messages = 0, authorId }: { messages?: number; authorId?: string | undefined } = {},
): Promise<Date> {
  const { lastActivityAt } = await only<{ lastActivityAt: Date }>(tx, SQL`
    with author as (
      insert into thread_authors (root_id, user_id)
      select ${rootId}::uuid, author_id
      from (select ${authorId ?? null}::uuid as author_id) as given
      where author_id is not null
      on conflict do nothing
      returning user_id
    )
    update threads
    set
      message_count = message_count + ${messages},
      participant_count = participant_count + (select count(*) from author),
      last_activity_at = clock_timestamp()
    where root_id = ${rootId}
    returning last_activity_at as "lastActivityAt"
  `.setName('touch_thread'));
  return lastActivityAt;
}
