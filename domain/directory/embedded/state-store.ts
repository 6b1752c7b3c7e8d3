import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { SQL, type SQLStatement } from 'sql-template-strings';
import { type Database, first } from '../../database/database.ts';

/** Opened with their value only, which is therefore not kept. */
const secretKinds: ReadonlySet<string> = new Set(['AccessToken', 'RefreshToken', 'AuthorizationCode']);

/** Where the embedded provider keeps what it remembers: one table for all kinds of it. */
export function stateStore(db: Database): (kind: string) => Adapter {
  return (kind) => ({
    upsert: (id, payload, expiresIn) => save(db, { kind, id: storedId(kind, id), payload: storedPayload(kind, payload), expiresIn }),
    find: async (id) => {
      const payload = await find(db, kind, SQL`id = ${storedId(kind, id)}`);
      return payload && { ...payload, jti: payload.jti ?? id };
    },
    findByUid: (uid) => find(db, kind, SQL`payload ->> 'uid' = ${uid}`),
    findByUserCode: async () => undefined,
    consume: (id) => consume(db, kind, storedId(kind, id)),
    destroy: (id) => destroy(db, kind, storedId(kind, id)),
    revokeByGrantId: (grantId) => revoke(db, kind, grantId),
  });
}

export function storedId(kind: string, id: string): string {
  return secretKinds.has(kind) ? createHash('sha256').update(id).digest('hex') : id;
}

function storedPayload(kind: string, payload: AdapterPayload): AdapterPayload {
  return secretKinds.has(kind) ? { ...payload, jti: undefined } : payload;
}

interface State {
  readonly kind: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  readonly expiresIn: number | undefined;
}

/** What names no end of its own is kept for a day. */
async function save(db: Database, { kind, id, payload, expiresIn = 86_400 }: State): Promise<void> {
  await db.query(SQL`
    insert into directory_states (kind, id, payload, expires_at)
    values (${kind}, ${id}, ${JSON.stringify(payload)}, now() + make_interval(secs => ${expiresIn}))
    on conflict (kind, id) do update
    set payload = excluded.payload, expires_at = excluded.expires_at
  `.setName('save_directory_state'));
}

async function find(db: Database, kind: string, condition: SQLStatement): Promise<AdapterPayload | undefined> {
  const statement = SQL`select payload from directory_states where kind = ${kind} and expires_at > now() and `.append(condition);
  return (await first<{ payload: AdapterPayload }>(db, statement))?.payload;
}

async function consume(db: Database, kind: string, id: string): Promise<void> {
  await db.query(SQL`
    update directory_states
    set payload = payload || jsonb_build_object('consumed', extract(epoch from now())::integer)
    where kind = ${kind} and id = ${id}
  `.setName('consume_directory_state'));
}

async function destroy(db: Database, kind: string, id: string): Promise<void> {
  await db.query(SQL`
    delete from directory_states
    where kind = ${kind} and id = ${id}
  `.setName('destroy_directory_state'));
}

async function revoke(db: Database, kind: string, grantId: string): Promise<void> {
  await db.query(SQL`
    delete from directory_states
    where kind = ${kind} and payload ->> 'grantId' = ${grantId}
  `.setName('revoke_directory_grant'));
}
