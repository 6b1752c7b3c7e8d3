import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { claimAnswer, releaseAnswer, renewAnswer } from '../../../domain/conversation/running-answer.ts';
import { createTestDatabase } from '../../database.ts';
import { givenChat } from '../given/chat.ts';

const { db, drop } = await createTestDatabase();
after(drop);

test('of many who want to answer at once, one may', async () => {
  const { conversationId } = await givenChat(db);
  const claims = await Promise.allSettled(Array.from({ length: 6 }, () => claimAnswer(db, conversationId)));
  const refusals = claims.filter((claim) => claim.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
  assert.deepEqual(refusals, Array(5).fill('busy'));
});

test('the claim is free again when it was given up, and only its holder can do that', async () => {
  const { conversationId } = await givenChat(db);
  const first = await claimAnswer(db, conversationId);
  assert.equal(await releaseAnswer(db, conversationId, conversationId), false);
  await assert.rejects(claimAnswer(db, conversationId), { code: 'busy' });
  assert.equal(await releaseAnswer(db, conversationId, first), true);
  assert.notEqual(await claimAnswer(db, conversationId), first);
});

test('the claim of a crashed process runs out, and one that is renewed does not', async () => {
  const { conversationId } = await givenChat(db);
  const crashed = await claimAnswer(db, conversationId);
  await db.query(SQL`update running_answers set expires_at = now() where id = ${crashed}`);
  assert.equal(await renewAnswer(db, conversationId, crashed), true);
  await assert.rejects(claimAnswer(db, conversationId), { code: 'busy' });
  await db.query(SQL`update running_answers set expires_at = now() where id = ${crashed}`);
  const next = await claimAnswer(db, conversationId);
  assert.equal(await renewAnswer(db, conversationId, crashed), false);
  assert.equal(await renewAnswer(db, conversationId, next), true);
});

test('a claim can be taken over on purpose', async () => {
  const { conversationId } = await givenChat(db);
  const before = await claimAnswer(db, conversationId);
  await claimAnswer(db, conversationId, { supersede: true });
  assert.equal(await releaseAnswer(db, conversationId, before), false);
});
