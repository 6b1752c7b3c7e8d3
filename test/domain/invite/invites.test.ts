import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { acceptInvite } from '../../../domain/invite/accept-invite.ts';
import { createInvite } from '../../../domain/invite/create-invite.ts';
import { revokeInvite } from '../../../domain/invite/revoke-invite.ts';
import { requireParticipant } from '../../../domain/participant/require-participant.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';
import { type GivenDiscussion, givenDiscussion } from '../given/discussion.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const invite = ({ conversationId, owner }: GivenDiscussion, email: string) =>
  createInvite(db, owner, { conversationId, email, role: 'member' });

test('an invite lets the one with its address in, once, and only its hash is kept', async () => {
  const discussion = await givenDiscussion(db);
  const guest = await givenAccount(db);
  const { token, expiresAt } = await invite(discussion, ` ${guest.email.toUpperCase()} `);
  assert.ok(Math.abs(expiresAt.getTime() - Date.now() - 86_400_000) < 60_000);
  const { conversationId } = await acceptInvite(db, discussion.feed, guest, { token });
  assert.equal(conversationId, discussion.conversationId);
  assert.equal(await requireParticipant(db, guest, { conversationId, right: 'write' }), 'member');
  await assert.rejects(acceptInvite(db, discussion.feed, guest, { token }), { code: 'invite_closed' });
  const kept = await db.query<{ row: string }>(SQL`select invites::text as row from invites`);
  assert.ok(kept.length > 0 && kept.every(({ row }) => !row.includes(token)));
  assert.deepEqual((await discussion.events()).map(({ kind }) => kind), ['membership-changed', 'presence-updated']);
});

test('an invite for another address, or that is not known, lets nobody in', async () => {
  const discussion = await givenDiscussion(db);
  const [guest, other] = [await givenAccount(db), await givenAccount(db)];
  const { token } = await invite(discussion, guest.email);
  await assert.rejects(acceptInvite(db, discussion.feed, other, { token }), { code: 'forbidden' });
  await assert.rejects(acceptInvite(db, discussion.feed, other, { token: 'guessed' }), { code: 'invite_not_found' });
  await acceptInvite(db, discussion.feed, guest, { token });
});

test('of two who use an invite at once one gets in', async () => {
  const discussion = await givenDiscussion(db);
  const guest = await givenAccount(db);
  const { token } = await invite(discussion, guest.email);
  const tries = await Promise.allSettled([1, 2, 3].map(() => acceptInvite(db, discussion.feed, guest, { token })));
  assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
});

test('an invite that was revoked or has run out is closed', async () => {
  const discussion = await givenDiscussion(db);
  const { owner, feed } = discussion;
  const guest = await givenAccount(db);
  const [revoked, late] = [await invite(discussion, guest.email), await invite(discussion, guest.email)];
  await revokeInvite(db, owner, revoked);
  await db.query(SQL`update invites set created_at = now() - interval '2 days', expires_at = now() where revoked_at is null`);
  for (const { token } of [revoked, late]) {
    await assert.rejects(acceptInvite(db, feed, guest, { token }), { code: 'invite_closed' });
  }
  await revokeInvite(db, owner, revoked);
  await assert.rejects(revokeInvite(db, owner, late), { code: 'invite_closed' });
});

test('members do not invite or revoke, and an admin invites no owner', async () => {
  const discussion = await givenDiscussion(db);
  const { conversationId, join } = discussion;
  const [admin, member] = [await join('admin'), await join('member')];
  const { token } = await invite(discussion, 'ada@example.com');
  const input = { conversationId, email: 'ada@example.com' };
  await assert.rejects(createInvite(db, member, { ...input, role: 'viewer' }), { code: 'forbidden' });
  await assert.rejects(createInvite(db, admin, { ...input, role: 'owner' }), { code: 'forbidden' });
  await assert.rejects(revokeInvite(db, member, { token }), { code: 'forbidden' });
  await assert.rejects(revokeInvite(db, admin, { token: 'guessed' }), { code: 'invite_not_found' });
});

test('who takes part already keeps the invite for later', async () => {
  const discussion = await givenDiscussion(db);
  const member = await discussion.join('viewer');
  const { token } = await invite(discussion, member.email);
  await assert.rejects(acceptInvite(db, discussion.feed, member, { token }), { code: 'already_participant' });
  await revokeInvite(db, discussion.owner, { token });
});
