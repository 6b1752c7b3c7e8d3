import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { beginOnce } from '../../domain/idempotency/begin-once.ts';
import { joinSession } from '../../domain/session/join-session.ts';
import { sweep } from '../../domain/sweep.ts';
import { authorizeChat } from '../../domain/workspace/authorize-chat.ts';
import { createTestDatabase } from '../database.ts';
import { givenChat, say } from './given/chat.ts';
import { givenSession } from './given/session.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const perishable = [
  'one_time_tokens',
  'used_token_ids',
  'session_tokens',
  'session_connections',
  'running_answers',
  'idempotency_keys',
];

const count = async (table: string) => (await db.query(SQL`select from `.append(table))).length;

test('what is over is deleted, what is not stays, and sessions that ran out are marked', async () => {
  const chat = await givenChat(db);
  await authorizeChat(db, chat.actor, chat);
  await say(db, chat, 'Hello');
  const { sessionId, customer } = await givenSession(db);
  await joinSession(db, customer, { sessionId, connectionId: 'one', leaseSeconds: 60 });
  await beginOnce(db, { scope: 's', key: 'k', fingerprint: 'f', keepSeconds: 60 });

  assert.equal(await sweep(db), 0);
  for (const table of perishable) assert.ok((await count(table)) > 0, table);

  for (const table of perishable) {
    const created = table === 'one_time_tokens' ? `created_at = now() - interval '1 day', ` : '';
    await db.query(SQL`update `.append(`${table} set ${created}expires_at = now()`));
  }
  await db.query(SQL`update sessions set created_at = now() - interval '1 day', expires_at = now() - interval '1 hour'`);
  await sweep(db);
  for (const table of perishable) assert.equal(await count(table), 0, table);
  assert.deepEqual(
    await db.query(SQL`select end_reason as reason, ended_at = expires_at as "onTime" from sessions where id = ${sessionId}`),
    [{ reason: 'timeout', onTime: true }],
  );
});

test('several sweeps at once do not get into each other', async () => {
  for (let i = 0; i < 3; i += 1) await givenSession(db);
  await db.query(SQL`update used_token_ids set expires_at = now()`);
  const swept = await Promise.all([sweep(db), sweep(db), sweep(db)]);
  assert.equal(
    swept.reduce((sum, rows) => sum + rows),
    3,
  );
});
