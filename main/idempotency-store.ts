import type { IdempotencyStore } from 'specwright/runtime';
import type { Database } from '../domain/database/database.ts';
import { abandonOnce } from '../domain/idempotency/abandon-once.ts';
import { beginOnce } from '../domain/idempotency/begin-once.ts';
import { finishOnce } from '../domain/idempotency/finish-once.ts';

/** Answers to requests with an idempotency key, kept in Postgres so that every node knows them. */
export function idempotencyStore(db: Database): IdempotencyStore {
  return {
    begin: (input) => beginOnce(db, input),
    finish: (input) => finishOnce(db, input),
    abandon: (input) => abandonOnce(db, input),
  };
}
