import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';
import type { ThreadSummary } from './thread.ts';

/** Characters of a thread's first message that its summary shows. */
const excerptLength = 240;

/** What every statement reads that returns a ThreadSummary; the tables are `th` (threads), `m` and `t` of the root. */
export const summaryColumns = `
  th.root_id as "rootId",
  case when t.deleted_at is null then left(m.content, ${excerptLength}) else '' end as "rootExcerpt",
  m.author_id as "rootAuthorId",
  m.created_at as "createdAt",
  th.last_activity_at as "lastActivityAt",
  th.message_count as "messageCount",
  th.participant_count as "participantCount"`;

export const summaryTables = `
  from threads th
  join messages m on m.id = th.root_id
  join thread_messages t on t.message_id = th.root_id`;

/** A summary as the database gives it. */
export interface SummaryRow extends Omit<ThreadSummary, 'rootAuthorId' | 'createdAt' | 'lastActivityAt'> {
  readonly rootAuthorId: string | null;
  readonly createdAt: Date;
  readonly lastActivityAt: Date;
}

export function toSummary({ rootAuthorId, createdAt, lastActivityAt, ...rest }: SummaryRow): ThreadSummary {
  return {
    ...rest,
    ...(rootAuthorId === null ? {} : { rootAuthorId }),
    createdAt: createdAt.toISOString(),
    lastActivityAt: lastActivityAt.toISOString(),
  };
}

/** Of one thread. The caller has checked the right. */
export async function readSummary(db: Queryable, rootId: string): Promise<ThreadSummary> {
  const statement = SQL`select `.append(summaryColumns).append(summaryTables).append(SQL` where th.root_id = ${rootId}`);
  return toSummary(await only<SummaryRow>(db, statement.setName('read_thread_summary')));
}
