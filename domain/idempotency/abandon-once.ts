import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import type { ClaimedKey } from './idempotency-key.ts';

/** Forgets the key, so that the request can be sent again. */
export async function abandonOnce(db: Queryable, { scope, key, claim }: ClaimedKey): Promise<void> {
  await db.query(SQL`
    delete from idempotency_keys
    where scope = ${scope} and key = ${key} and claim = ${claim}
  `.setName('abandon_idempotency_key'));
}
