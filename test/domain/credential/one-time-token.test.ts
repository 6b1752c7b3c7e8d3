import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { issueOneTimeToken, redeemOneTimeToken } from '../../../domain/credential/one-time-token.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';

const { db, drop } = await createTestDatabase();
after(drop);

async function givenToken() {
  const { userId } = await givenAccount(db);
  const binding = { purpose: 'open', resourceId: randomUUID() };
  const issued = await issueOneTimeToken(db, { ...binding, userId, lifetimeSeconds: 60 });
  return { ...binding, userId, ...issued };
}

test('a token opens its resource once, and tells whose it is', async () => {
  const token = await givenToken();
  assert.deepEqual(await redeemOneTimeToken(db, token), { userId: token.userId });
  await assert.rejects(redeemOneTimeToken(db, token), { code: 'token_used' });
});

test('of many who use a token at once, one succeeds', async () => {
  const token = await givenToken();
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => redeemOneTimeToken(db, token)));
  const refusals = attempts
    .filter((attempt) => attempt.status === 'rejected')
    .map(({ reason }) => (reason as { code: string }).code);
  assert.deepEqual(refusals, Array(7).fill('token_used'));
});

test('a token tells when it was made and when it is over, and is refused then', async () => {
  const token = await givenToken();
  assert.equal(token.expiresAt.getTime() - token.createdAt.getTime(), 60_000);
  await db.query(SQL`
    update one_time_tokens
    set created_at = created_at - interval '61 seconds', expires_at = expires_at - interval '61 seconds'
    where user_id = ${token.userId}
  `);
  await assert.rejects(redeemOneTimeToken(db, token), { code: 'token_expired' });
});

test('a token is bound to its purpose, its resource and its user, and a wrong attempt does not use it up', async () => {
  const token = await givenToken();
  const stranger = await givenAccount(db);
  await assert.rejects(redeemOneTimeToken(db, { ...token, purpose: 'close' }), { code: 'invalid_token' });
  await assert.rejects(redeemOneTimeToken(db, { ...token, resourceId: randomUUID() }), { code: 'token_wrong_resource' });
  await assert.rejects(redeemOneTimeToken(db, { ...token, resourceId: 'no uuid' }), { code: 'token_wrong_resource' });
  await assert.rejects(redeemOneTimeToken(db, { ...token, userId: stranger.userId }), { code: 'token_wrong_resource' });
  await assert.rejects(redeemOneTimeToken(db, { ...token, token: 'guessed' }), { code: 'invalid_token' });
  assert.deepEqual(await redeemOneTimeToken(db, token), { userId: token.userId });
});

test('only the hash of a token is kept', async () => {
  const { token, userId } = await givenToken();
  const [row] = await db.query<{ hash: Buffer; all: string }>(SQL`
    select hash, one_time_tokens::text as all from one_time_tokens where user_id = ${userId}
  `);
  assert.deepEqual(row?.hash, createHash('sha256').update(token).digest());
  assert.ok(!row.all.includes(token));
});
