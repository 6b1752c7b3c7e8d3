import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../../../domain/actor.ts';
import { endSession } from '../../../domain/session/end-session.ts';
import { joinSession } from '../../../domain/session/join-session.ts';
import { leaveSession } from '../../../domain/session/leave-session.ts';
import { permitSignal } from '../../../domain/session/permit-signal.ts';
import { recordConsent } from '../../../domain/session/record-consent.ts';
import { stayInSession } from '../../../domain/session/stay-in-session.ts';
import { createTestDatabase } from '../../database.ts';
import { givenSession } from '../given/session.ts';

const { db, drop } = await createTestDatabase();
after(drop);

async function given(changes?: Parameters<typeof givenSession>[1]) {
  const session = await givenSession(db, changes);
  const { sessionId } = session;
  const agent = await session.tenant.actor('eve', 'agent');
  const place = (connectionId: string) => ({ sessionId, connectionId, leaseSeconds: 60 });
  const join = (actor: TenantActor, connectionId: string) => joinSession(db, actor, place(connectionId));
  const stay = (actor: TenantActor, connectionId: string) => stayInSession(db, actor, place(connectionId));
  return { ...session, agent, join, stay };
}

test('each side has one place, and who takes it learns whom it replaced', async () => {
  const { join, customer, agent } = await given();
  const { session, replaced } = await join(customer, 'one');
  assert.deepEqual([session.side, session.consent, replaced], ['customer', { required: true, granted: false }, undefined]);
  assert.deepEqual((await join(agent, 'two')).replaced, undefined);
  assert.deepEqual((await join(customer, 'three')).replaced, 'one');
});

test('of several that come at once each replaces the one before it', async () => {
  const { join, customer } = await given();
  const ids = ['a', 'b', 'c', 'd'];
  const replaced = (await Promise.all(ids.map((id) => join(customer, id)))).map((joined) => joined.replaced);
  assert.equal(new Set(replaced).size, 4);
  assert.ok(replaced.includes(undefined));
});

test('only the one that has the place can keep it or give it up', async () => {
  const { sessionId, join, stay, customer } = await given();
  await join(customer, 'old');
  await join(customer, 'new');
  assert.equal(await stay(customer, 'old'), false);
  await leaveSession(db, customer, { sessionId, connectionId: 'old' });
  assert.equal(await stay(customer, 'new'), true);
  await leaveSession(db, customer, { sessionId, connectionId: 'new' });
  assert.deepEqual(await db.query(SQL`select * from session_connections where session_id = ${sessionId}`), []);
});

test('the other side is there while its place is kept', async () => {
  const { sessionId, join, customer, agent } = await given({ requireConsent: false });
  const isPeerThere = async () => (await permitSignal(db, customer, { sessionId })).peerConnected;
  await join(customer, 'one');
  assert.equal(await isPeerThere(), false);
  await join(agent, 'two');
  assert.equal(await isPeerThere(), true);
  await db.query(SQL`update session_connections set expires_at = now() where side = 'agent'`);
  assert.equal(await isPeerThere(), false);
});

test('sound and picture wait for the consent of the user where the tenant wants that, and the latest word counts', async () => {
  const { sessionId, customer, agent } = await given();
  await assert.rejects(permitSignal(db, agent, { sessionId }), { code: 'consent_required' });
  await assert.rejects(recordConsent(db, agent, { sessionId, granted: true, version: '1' }), { code: 'forbidden' });
  assert.deepEqual(await recordConsent(db, customer, { sessionId, granted: true, version: '1' }), {
    required: true,
    granted: true,
  });
  await permitSignal(db, agent, { sessionId });
  await recordConsent(db, customer, { sessionId, granted: false, version: '1' });
  await assert.rejects(permitSignal(db, customer, { sessionId }), { code: 'consent_required' });
  assert.deepEqual(
    await db.query(SQL`select granted, version from session_consents where session_id = ${sessionId} order by sequence`),
    [
      { granted: true, version: '1' },
      { granted: false, version: '1' },
    ],
  );
});

test('a session that is over is not joined', async () => {
  const { sessionId, join, stay, customer } = await given();
  await join(customer, 'one');
  await endSession(db, customer, { sessionId });
  await assert.rejects(join(customer, 'two'), { code: 'session_ended' });
  await assert.rejects(stay(customer, 'one'), { code: 'session_ended' });
  await assert.rejects(recordConsent(db, customer, { sessionId, granted: true, version: '1' }), { code: 'session_ended' });
});
