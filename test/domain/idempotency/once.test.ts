import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { abandonOnce } from '../../../domain/idempotency/abandon-once.ts';
import { beginOnce } from '../../../domain/idempotency/begin-once.ts';
import { finishOnce } from '../../../domain/idempotency/finish-once.ts';
import { createTestDatabase } from '../../database.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const request = () => ({ scope: 'ada:create', key: randomUUID(), fingerprint: 'abc', keepSeconds: 60 });

async function start(input: ReturnType<typeof request>): Promise<ReturnType<typeof request> & { claim: string }> {
  const begun = await beginOnce(db, input);
  assert.ok(begun.state === 'started');
  return { ...input, claim: begun.claim };
}

test('of many that begin at once, one is told to start', async () => {
  const input = request();
  const states = (await Promise.all(Array.from({ length: 6 }, () => beginOnce(db, input)))).map(({ state }) => state);
  assert.deepEqual(states.sort(), ['running', 'running', 'running', 'running', 'running', 'started']);
});

test('who asks again gets the answer of the first time', async () => {
  for (const answer of [{ status: 201, body: { id: 7 } }, null, 'text', false]) {
    const started = await start(request());
    await finishOnce(db, { ...started, answer });
    assert.deepEqual(await beginOnce(db, started), { state: 'done', answer });
  }
});

test('a key that stands for another request is told, while it runs and afterwards', async () => {
  const started = await start(request());
  assert.deepEqual(await beginOnce(db, { ...started, fingerprint: 'other' }), { state: 'reused' });
  await finishOnce(db, { ...started, answer: 1 });
  assert.deepEqual(await beginOnce(db, { ...started, fingerprint: 'other' }), { state: 'reused' });
});

test('the same key in another scope is another key', async () => {
  const started = await start(request());
  assert.equal((await beginOnce(db, { ...started, scope: 'bob:create' })).state, 'started');
});

test('a request that was given up can begin again, but only its holder gives it up', async () => {
  const started = await start(request());
  await abandonOnce(db, { ...started, claim: randomUUID() });
  assert.equal((await beginOnce(db, started)).state, 'running');
  await abandonOnce(db, started);
  assert.equal((await beginOnce(db, started)).state, 'started');
});

test('a request whose process died can begin again, and the dead one writes nothing any more', async () => {
  const dead = await start(request());
  await db.query(SQL`update idempotency_keys set locked_until = now() where key = ${dead.key}`);
  assert.deepEqual(await beginOnce(db, { ...dead, fingerprint: 'other' }), { state: 'reused' });
  await start(dead);
  await finishOnce(db, { ...dead, answer: 'late' });
  assert.equal((await beginOnce(db, dead)).state, 'running');
});

test('an answer is kept for its time', async () => {
  const started = await start(request());
  await finishOnce(db, { ...started, answer: 1 });
  await db.query(SQL`update idempotency_keys set expires_at = now() where key = ${started.key}`);
  assert.equal((await beginOnce(db, { ...started, fingerprint: 'other' })).state, 'started');
});
