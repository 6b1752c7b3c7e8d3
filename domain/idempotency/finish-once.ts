import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import type { ClaimedKey } from './idempotency-key.ts';

/** Keeps the answer (any JSON value) for those who ask again. A claim that was lost meanwhile changes nothing. */
export async function finishOnce(db: Queryable, { scope, key, claim, answer }: ClaimedKey & { answer: unknown }): Promise<void> {
  await db.query(SQL`
    update idempotency_keys
    set answer = ${JSON.stringify(answer ?? null)}
    where scope = ${scope} and key = ${key} and claim = ${claim}
  `.setName('finish_idempotency_key'));
}
