import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { StoredEvent } from '../../../domain/event/event.ts';
import { addParticipant } from '../../../domain/participant/add-participant.ts';
import { followConversation } from '../../../domain/participant/follow-conversation.ts';
import { missAbsent } from '../../../domain/participant/miss-absent.ts';
import { removeParticipant } from '../../../domain/participant/remove-participant.ts';
import { requireParticipant } from '../../../domain/participant/require-participant.ts';
import { sendHeartbeat } from '../../../domain/participant/send-heartbeat.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';
import { givenDiscussion } from '../given/discussion.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const { signal } = new AbortController();

test('who begins a conversation owns it; viewers read, members write, admins and owners manage', async () => {
  const { conversationId, owner, join } = await givenDiscussion(db);
  const expected = { owner: [owner, 3], admin: [await join('admin'), 3], member: [await join('member'), 2], viewer: [await join('viewer'), 1] } as const;
  for (const [role, [actor, count]] of Object.entries(expected)) {
    const granted = await Promise.allSettled(
      (['read', 'write', 'manage'] as const).map((right) => requireParticipant(db, actor, { conversationId, right })),
    );
    assert.equal(granted.filter(({ status }) => status === 'fulfilled').length, count, role);
  }
});

test('a stranger may do nothing, and a conversation that is none, or of another tenant, is not found', async () => {
  const { conversationId } = await givenDiscussion(db);
  const stranger = await givenAccount(db);
  const ask = (id: string, actor = stranger) => requireParticipant(db, actor, { conversationId: id, right: 'read' });
  await assert.rejects(ask(conversationId), { code: 'forbidden' });
  await assert.rejects(ask(conversationId, { ...stranger, tenantId: 'elsewhere' }), { code: 'conversation_not_found' });
  for (const id of [randomUUID(), 'x']) await assert.rejects(ask(id), { code: 'conversation_not_found' });
});

test('somebody is added once with a role; another role changes it, and all of it is told', async () => {
  const { conversationId, owner, feed, events } = await givenDiscussion(db);
  const { userId } = await givenAccount(db);
  const add = (role: 'viewer' | 'member') => addParticipant(db, feed, owner, { conversationId, userId, role });
  await add('viewer');
  await assert.rejects(add('viewer'), { code: 'already_participant' });
  await add('member');
  assert.deepEqual(
    (await events()).map(({ kind, payload }) => [kind, (payload as { action?: string }).action]),
    [['membership-changed', 'added'], ['presence-updated', undefined], ['membership-changed', 'role-updated']],
  );
});

test('nobody gives or takes a role above their own', async () => {
  const { conversationId, owner, feed, join } = await givenDiscussion(db);
  const [admin, member, stranger] = [await join('admin'), await join('member'), await givenAccount(db)];
  const add = (userId: string, role: 'owner' | 'viewer') => addParticipant(db, feed, admin, { conversationId, userId, role });
  await assert.rejects(add(stranger.userId, 'owner'), { code: 'forbidden' });
  await assert.rejects(add(owner.userId, 'viewer'), { code: 'forbidden' });
  await assert.rejects(removeParticipant(db, feed, admin, { conversationId, userId: owner.userId }), { code: 'forbidden' });
  await assert.rejects(addParticipant(db, feed, member, { conversationId, userId: stranger.userId, role: 'viewer' }), { code: 'forbidden' });
  await assert.rejects(add(randomUUID(), 'viewer'), { code: 'user_not_found' });
});

test('everybody may leave but the last owner, who may not step down either', async () => {
  const { conversationId, owner, feed, join } = await givenDiscussion(db);
  const viewer = await join('viewer');
  await removeParticipant(db, feed, viewer, { conversationId, userId: viewer.userId });
  await assert.rejects(removeParticipant(db, feed, viewer, { conversationId, userId: viewer.userId }), { code: 'forbidden' });
  await assert.rejects(removeParticipant(db, feed, owner, { conversationId, userId: viewer.userId }), { code: 'participant_not_found' });
  await assert.rejects(removeParticipant(db, feed, owner, { conversationId, userId: owner.userId }), { code: 'last_owner' });
  await assert.rejects(addParticipant(db, feed, owner, { conversationId, userId: owner.userId, role: 'member' }), { code: 'last_owner' });
});

test('of two owners who leave at once one stays', async () => {
  const { conversationId, owner, feed, join } = await givenDiscussion(db);
  const other = await join('owner');
  const left = await Promise.allSettled([owner, other].map((actor) => removeParticipant(db, feed, actor, { conversationId, userId: actor.userId })));
  const codes = left.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'left'));
  assert.deepEqual(codes.sort(), ['last_owner', 'left']);
});

test('who is removed hears of it and then nothing more; who came back since goes on', async () => {
  const { conversationId, owner, feed, join } = await givenDiscussion(db);
  const member = await join('member');
  const { events, at } = await followConversation(db, feed, member, { conversationId, signal });
  await removeParticipant(db, feed, owner, { conversationId, userId: member.userId });
  const heard: StoredEvent[] = [];
  for await (const event of events) heard.push(event);
  assert.deepEqual(heard.map(({ kind }) => kind), ['membership-changed']);
  await assert.rejects(followConversation(db, feed, member, { conversationId, signal }), { code: 'forbidden' });

  await addParticipant(db, feed, owner, { conversationId, userId: member.userId, role: 'viewer' });
  const back = await followConversation(db, feed, member, { conversationId, after: at, signal });
  const kinds: string[] = [];
  for await (const { kind } of back.events) if (kinds.push(kind) === 4) break;
  assert.deepEqual(kinds, ['membership-changed', 'presence-updated', 'membership-changed', 'presence-updated']);
});

test('a sign of life is told in all conversations of its sender, and its absence, too', async () => {
  const [one, two] = [await givenDiscussion(db), await givenDiscussion(db)];
  const member = await one.join('viewer');
  await addParticipant(db, two.feed, two.owner, { conversationId: two.conversationId, userId: member.userId, role: 'viewer' });
  await sendHeartbeat(db, one.feed, member, { status: 'away' });
  await db.query(SQL`update presences set last_seen_at = now() - interval '3 minutes' where user_id = ${member.userId}`);
  assert.equal(await missAbsent(db, 10), 1);
  for (const { events } of [one, two]) {
    const told = (await events()).filter(({ kind }) => kind === 'presence-updated').map(({ payload }) => (payload as { status: string }).status);
    assert.deepEqual(told, ['offline', 'away', 'offline']);
  }
});
