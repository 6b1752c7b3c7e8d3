import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import { requireParticipant } from '../participant/require-participant.ts';
import { type SummaryRow, summaryColumns, summaryTables, toSummary } from './summary.ts';
import type { ThreadSummary } from './thread.ts';

export interface ListInput {
  readonly conversationId: string;
  /** `nextAfter` of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface ThreadPage {
  readonly threads: readonly ThreadSummary[];
  /** Absent on the last page. */
  readonly nextAfter?: string;
}

interface Row extends SummaryRow {
  /** Microseconds since 1970: a Date would lose some of them. */
  readonly micros: string;
}

/**
 * The threads of a conversation, the one with the newest activity first. Pages go on behind the last thread that was seen, whatever comes
 * in before it meanwhile. Throws `conversation_not_found`, `forbidden`, or `invalid_input` for an `after` that nobody gave out.
 */
export async function listThreads(
  db: Database,
  actor: AccountActor,
  { conversationId, after, limit }: ListInput,
): Promise<ThreadPage> {
  const key = readCursor(after);
  await requireParticipant(db, actor, { conversationId, right: 'read' });
  const statement = SQL`select (extract(epoch from th.last_activity_at) * 1000000)::bigint::text as micros, `
    .append(summaryColumns)
    .append(summaryTables)
    .append(SQL` where th.conversation_id = ${conversationId}`);
  if (key) {
    statement.append(SQL` and (th.last_activity_at, th.root_id) < (
      timestamptz 'epoch' + ${key.micros}::bigint * interval '1 microsecond',
      ${key.rootId}::uuid
    )`);
  }
  statement.append(SQL` order by th.last_activity_at desc, th.root_id desc limit ${limit + 1}`);
  const rows = await db.query<Row>(statement.setName(key ? 'list_threads_after' : 'list_threads'));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const threads = rows.slice(0, limit).map(({ micros: _micros, ...row }) => toSummary(row));
  return last ? { threads, nextAfter: writeCursor(last) } : { threads };
}

function writeCursor({ micros, rootId }: Row): string {
  return `${micros}.${rootId}`;
}

function readCursor(text: string | undefined): { micros: string; rootId: string } | undefined {
  if (text === undefined) return undefined;
  const [, micros, rootId] = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(text) ?? [];
  if (micros === undefined || rootId === undefined || !isUuid(rootId)) throw new DomainError('invalid_input', 'There is no such page of threads.');
  return { micros, rootId };
}
