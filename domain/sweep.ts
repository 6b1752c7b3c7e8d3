import { SQL } from 'sql-template-strings';
import type { Database, Queryable } from './database/database.ts';
import { forgetEvents } from './event/forget-events.ts';
import { missAbsent } from './participant/miss-absent.ts';
import { recoverAnswers } from './thread/recover-answers.ts';

/** Rows deleted at a time, so that no sweep holds many locks or runs into the time limit. */
const batch = 1000;

/** Tables whose rows are worthless from `expires_at` on. */
const perishable = [
  'one_time_tokens',
  'used_token_ids',
  'session_tokens',
  'session_connections',
  'cookie_sessions',
  'oauth_attempts',
  'running_answers',
  'idempotency_keys',
  'login_attempts',
  'logins',
  'directory_states',
] as const;

/**
 * Deletes what is over, writes down that sessions have run out, and ends what a crash left unfinished. To be called now and then; several may run at once.
 * Nothing depends on it: whatever is over is refused already. Returns how many rows were dealt with.
 */
export async function sweep(db: Database): Promise<number> {
  let swept = await expireSessions(db);
  for (const tidy of [recoverAnswers, missAbsent, forgetEvents]) swept += await tidy(db, batch);
  for (const table of perishable) swept += await deleteExpired(db, table);
  return swept;
}

async function deleteExpired(db: Queryable, table: (typeof perishable)[number]): Promise<number> {
  const deleted = await db.query(
    SQL`delete from `
      .append(table)
      .append(' where ctid in (select ctid from ')
      .append(table)
      .append(SQL` where expires_at <= now() limit ${batch} for update skip locked) returning 1`)
      .setName(`sweep_${table}`),
  );
  return deleted.length;
}

async function expireSessions(db: Queryable): Promise<number> {
  const expired = await db.query(SQL`
    update sessions
    set ended_at = expires_at, end_reason = 'timeout'
    where id in (
      select id
      from sessions
      where ended_at is null and expires_at <= now()
      limit ${batch}
      for update skip locked
    )
    returning id
  `.setName('sweep_sessions'));
  return expired.length;
}
