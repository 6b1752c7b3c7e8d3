import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { setRatePolicy } from '../../../domain/limit/set-rate-policy.ts';
import { authenticateRealtime } from '../../../domain/session/authenticate-realtime.ts';
import { createSession } from '../../../domain/session/create-session.ts';
import { endSession } from '../../../domain/session/end-session.ts';
import { refreshSessionToken } from '../../../domain/session/refresh-session-token.ts';
import { verifySessionToken } from '../../../domain/session/verify-session-token.ts';
import { saveTenant } from '../../../domain/tenant/save-tenant.ts';
import { createTestDatabase } from '../../database.ts';
import { givenSession } from '../given/session.ts';
import { givenTenant, rules, settings } from '../given/tenant.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const secondsFromNow = (time: Date) => Math.round((time.getTime() - Date.now()) / 1000);

/** As if the session had been opened long ago. */
const outlive = (sessionId: string) =>
  db.query(SQL`update sessions set created_at = now() - interval '2 hours', expires_at = now() where id = ${sessionId}`);

test('a session begins with a token for five minutes and the settings of its tenant', async () => {
  const tenant = await givenTenant(db);
  await setRatePolicy(db, tenant.id, { requests: 7, windowSeconds: 60 });
  const portalContext = { route: '/account', accountId: 'acc-1' };
  const assertion = await tenant.sign('ada');
  const created = await createSession(db, rules, await tenant.actor('ada'), {
    tenantId: tenant.id,
    userId: 'ada',
    assertion,
    portalContext,
  });
  assert.deepEqual(created.settings, { ...settings, ratePolicy: { requests: 7, windowSeconds: 60 } });
  assert.ok(Math.abs(secondsFromNow(created.tokenExpiresAt) - 300) <= 2);
  assert.ok(Math.abs(secondsFromNow(created.sessionExpiresAt) - 45 * 60) <= 2);
  assert.deepEqual(await db.query(SQL`select portal_context as context from sessions where id = ${created.sessionId}`), [
    { context: portalContext },
  ]);
});

test('the settings stay as they were when the tenant changes its own', async () => {
  const { tenant, sessionId, settings: before } = await givenSession(db);
  await saveTenant(db, { id: tenant.id, name: 'x', settings: { ...settings, greeting: 'Changed.', tools: [] }, keys: [] });
  assert.deepEqual(await db.query(SQL`select settings from sessions where id = ${sessionId}`), [{ settings: before }]);
});

test('a token never outlives its session', async () => {
  const { tokenExpiresAt, sessionExpiresAt } = await givenSession(db, { maxSessionMinutes: 1 });
  assert.deepEqual(tokenExpiresAt, sessionExpiresAt);
});

test('who may open a session for whom', async () => {
  const [tenant, other] = [await givenTenant(db), await givenTenant(db)];
  const open = async (role: 'customer' | 'agent' | 'service', tenantId = tenant.id, userId?: string) =>
    createSession(db, rules, await tenant.actor('ada', role), { tenantId, userId, assertion: await tenant.sign('bob') });
  assert.ok((await open('service')).sessionId);
  await assert.rejects(open('customer'), { code: 'forbidden' });
  await assert.rejects(open('agent'), { code: 'forbidden' });
  await assert.rejects(open('service', other.id), { code: 'forbidden' });
  await assert.rejects(open('service', 'nowhere'), { code: 'tenant_not_found' });
  await assert.rejects(open('service', tenant.id, 'carol'), { code: 'invalid_assertion' });
});

test('an assertion opens one session, and a refused one can be used again', async () => {
  const tenant = await givenTenant(db);
  const assertion = await tenant.sign('ada');
  const open = async (subject: string) =>
    createSession(db, rules, await tenant.actor(subject), { tenantId: tenant.id, assertion });
  await assert.rejects(open('bob'), { code: 'forbidden' });
  await open('ada');
  await assert.rejects(open('ada'), { code: 'assertion_used' });
});

test('the same person is one user in all sessions', async () => {
  const { tenant, customer } = await givenSession(db);
  await createSession(db, rules, customer, { tenantId: tenant.id, assertion: await tenant.sign('ada') });
  const users = await db.query(SQL`select distinct user_id from sessions where tenant_id = ${tenant.id}`);
  assert.equal(users.length, 1);
});

test('a token opens its session and tells who it is, until when, and what may be asked', async () => {
  const { tenant, sessionId, token, tokenExpiresAt } = await givenSession(db);
  assert.deepEqual(await verifySessionToken(db, { sessionId, token }), {
    kind: 'tenant-user',
    tenantId: tenant.id,
    subject: 'ada',
    sessionId,
    ratePolicy: { requests: 10, windowSeconds: 60 },
    expiresAt: tokenExpiresAt,
  });
  const [row] = await db.query<{ hash: Buffer }>(SQL`select hash from session_tokens where session_id = ${sessionId}`);
  assert.deepEqual(row?.hash, createHash('sha256').update(token).digest());
});

test('why a token opens nothing', async () => {
  const [one, other] = [await givenSession(db), await givenSession(db)];
  const { sessionId, token } = one;
  const verify = (changes: { sessionId?: string; token?: string }) => verifySessionToken(db, { sessionId, token, ...changes });
  await assert.rejects(verify({ sessionId: randomUUID() }), { code: 'session_not_found' });
  await assert.rejects(verify({ sessionId: 'sess-1' }), { code: 'session_not_found' });
  await assert.rejects(verify({ token: other.token }), { code: 'invalid_token' });
  await assert.rejects(verify({ token: 'guessed' }), { code: 'invalid_token' });
  await db.query(SQL`update session_tokens set expires_at = now() where session_id = ${sessionId}`);
  await assert.rejects(verify({}), { code: 'token_expired' });
  await outlive(sessionId);
  await assert.rejects(verify({}), { code: 'session_expired' });
  await endSession(db, other.customer, other);
  await assert.rejects(verifySessionToken(db, other), { code: 'session_ended' });
});

test('after a refresh the token before is good for 30 seconds more, and older ones for none', async () => {
  const { sessionId, customer, token } = await givenSession(db);
  const second = await refreshSessionToken(db, customer, { sessionId });
  assert.ok(Math.abs(secondsFromNow(second.expiresAt) - 300) <= 2);
  const shortened = await verifySessionToken(db, { sessionId, token });
  assert.ok(Math.abs(secondsFromNow(shortened.expiresAt) - 30) <= 2);
  const third = await refreshSessionToken(db, customer, { sessionId });
  await assert.rejects(verifySessionToken(db, { sessionId, token }), { code: 'invalid_token' });
  for (const good of [second, third]) await verifySessionToken(db, { sessionId, token: good.token });
});

test('a refresh never makes the token before it last longer', async () => {
  const { sessionId, customer, token } = await givenSession(db);
  await db.query(SQL`update session_tokens set expires_at = now() + interval '5 seconds' where session_id = ${sessionId}`);
  await refreshSessionToken(db, customer, { sessionId });
  assert.ok(secondsFromNow((await verifySessionToken(db, { sessionId, token })).expiresAt) <= 5);
});

test('of several refreshes at once the last two tokens are good', async () => {
  const { sessionId, customer } = await givenSession(db);
  const tokens = await Promise.all(Array.from({ length: 5 }, () => refreshSessionToken(db, customer, { sessionId })));
  const verified = await Promise.allSettled(tokens.map(({ token }) => verifySessionToken(db, { sessionId, token })));
  assert.equal(verified.filter(({ status }) => status === 'fulfilled').length, 2);
});

test('a session is for its user and the software of its tenant', async () => {
  const { tenant, sessionId } = await givenSession(db);
  const stranger = await (await givenTenant(db)).actor('ada', 'service');
  for (const act of [refreshSessionToken, endSession]) {
    await assert.rejects(act(db, stranger, { sessionId }), { code: 'session_not_found' });
    await assert.rejects(act(db, await tenant.actor('bob'), { sessionId }), { code: 'forbidden' });
    await assert.rejects(act(db, await tenant.actor('eve', 'agent'), { sessionId }), { code: 'forbidden' });
    await assert.rejects(act(db, await tenant.actor('ada'), { sessionId: randomUUID() }), { code: 'session_not_found' });
    await assert.rejects(act(db, await tenant.actor('ada'), { sessionId: 'sess-1' }), { code: 'session_not_found' });
    await act(db, await tenant.actor('backend', 'service'), { sessionId });
  }
});

test("a session's own token does not reach another session of the same user", async () => {
  const { tenant, customer, sessionId, token } = await givenSession(db);
  const next = await createSession(db, rules, customer, { tenantId: tenant.id, assertion: await tenant.sign('ada') });
  const confined = await verifySessionToken(db, { sessionId, token });
  await assert.rejects(endSession(db, confined, { sessionId: next.sessionId }), { code: 'forbidden' });
});

test('a session is ended once, also by several at once, and its tokens are worthless then', async () => {
  const { sessionId, customer, token } = await givenSession(db);
  const endings = await Promise.all(Array.from({ length: 4 }, () => endSession(db, customer, { sessionId })));
  assert.equal(endings.filter(({ endedNow }) => endedNow).length, 1);
  await assert.rejects(verifySessionToken(db, { sessionId, token }), { code: 'session_ended' });
  await assert.rejects(refreshSessionToken(db, customer, { sessionId }), { code: 'session_ended' });
});

test('a session whose time is over is expired, and ending it changes nothing', async () => {
  const { sessionId, customer } = await givenSession(db);
  await outlive(sessionId);
  await assert.rejects(refreshSessionToken(db, customer, { sessionId }), { code: 'session_expired' });
  assert.deepEqual(await endSession(db, customer, { sessionId }), { endedNow: false });
  await assert.rejects(refreshSessionToken(db, customer, { sessionId }), { code: 'session_expired' });
});

test('a live session is joined by its user with the token, or by an employee of the tenant', async () => {
  const { tenant, sessionId, token, customer } = await givenSession(db);
  const join = async (presented: string | Promise<string>) =>
    authenticateRealtime(db, rules, { sessionId, token: await presented });
  assert.equal((await join(token)).kind, 'tenant-user');
  assert.equal((await join(tenant.sign('eve', { role: 'agent' }))).kind, 'tenant-agent');
  await assert.rejects(join(tenant.sign('ada')), { code: 'forbidden' });
  await assert.rejects(join(tenant.sign('backend', { role: 'service' })), { code: 'forbidden' });
  await assert.rejects(join((await givenTenant(db)).sign('eve', { role: 'agent' })), { code: 'session_not_found' });
  await assert.rejects(join('guessed'), { code: 'invalid_token' });
  await assert.rejects(join('a.b.c'), { code: 'invalid_token' });
  await endSession(db, customer, { sessionId });
  await assert.rejects(join(tenant.sign('eve', { role: 'agent' })), { code: 'session_ended' });
});
