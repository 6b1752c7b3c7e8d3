import { SQL } from 'sql-template-strings';
import { type Database, first, type Queryable, transaction } from '../database/database.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

export interface BeginInput extends IdempotencyKey {
  /** Hash of what is asked for; another one under the same key is a mistake of the sender's. */
  readonly fingerprint: string;
  /** How long the answer is kept. */
  readonly keepSeconds: number;
}

export type Begun =
  /** Go on, then `finishOnce` or `abandonOnce` with this claim. */
  | { readonly state: 'started'; readonly claim: string }
  /** It was done before, and this was the answer. */
  | { readonly state: 'done'; readonly answer: unknown }
  /** It is being done. */
  | { readonly state: 'running' }
  /** The key stands for another request. */
  | { readonly state: 'reused' };

/** After this long without an end, whoever began is taken for crashed, and the request may be tried again. */
const lockSeconds = 60;

/** Begins a request that must take effect once. Of several that come at once, one is told to start. */
export function beginOnce(db: Database, input: BeginInput): Promise<Begun> {
  return transaction(db, async (tx) => {
    const claim = await takeKey(tx, input);
    return claim === undefined ? describeKey(tx, input) : { state: 'started', claim };
  });
}

/** A key that is over, or whose holder crashed with the same request, is taken as if it were new. */
async function takeKey(tx: Queryable, { scope, key, fingerprint, keepSeconds }: BeginInput): Promise<string | undefined> {
  const taken = await first<{ claim: string }>(tx, SQL`
    insert into idempotency_keys as kept (scope, key, fingerprint, locked_until, expires_at)
    values (
      ${scope}, ${key}, ${fingerprint},
      now() + make_interval(secs => ${lockSeconds}),
      now() + make_interval(secs => ${keepSeconds})
    )
    on conflict (scope, key) do update
    set
      fingerprint = excluded.fingerprint,
      claim = excluded.claim,
      answer = null,
      created_at = excluded.created_at,
      locked_until = excluded.locked_until,
      expires_at = excluded.expires_at
    where kept.expires_at <= now()
      or (kept.answer is null and kept.locked_until <= now() and kept.fingerprint = excluded.fingerprint)
    returning claim
  `.setName('take_idempotency_key'));
  return taken?.claim;
}

async function describeKey(tx: Queryable, { scope, key, fingerprint }: BeginInput): Promise<Begun> {
  const found = await first<{ same: boolean; done: boolean; answer: unknown }>(tx, SQL`
    select fingerprint = ${fingerprint} as same, answer is not null as done, answer
    from idempotency_keys
    where scope = ${scope} and key = ${key}
  `.setName('find_idempotency_key'));
  if (!found || (found.same && !found.done)) return { state: 'running' };
  if (!found.same) return { state: 'reused' };
  return { state: 'done', answer: found.answer };
}
