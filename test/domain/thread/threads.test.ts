import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../../../domain/actor.ts';
import { deleteMessage, editMessage, restoreMessage } from '../../../domain/thread/change-message.ts';
import { listThreads } from '../../../domain/thread/list-threads.ts';
import { markRead } from '../../../domain/thread/mark-read.ts';
import { postReply, postRoot } from '../../../domain/thread/post.ts';
import { readTree } from '../../../domain/thread/read-tree.ts';
import { setTyping } from '../../../domain/thread/set-typing.ts';
import { countUnread } from '../../../domain/thread/unread.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';
import { type GivenDiscussion, givenDiscussion } from '../given/discussion.ts';

const { db, drop } = await createTestDatabase();
after(drop);

/** What nobody answers. */
const role = 'system';

const begin = ({ feed, owner, conversationId }: GivenDiscussion, content = 'root') =>
  postRoot(db, feed, owner, { conversationId, content, role });

const pathOf = async (actor: AccountActor, rootId: string, content: string) =>
  (await readTree(db, actor, { rootId, limit: 100 })).messages.find((message) => message.content === content)?.path;

test('threads are listed by their newest activity, with what a list shows', async () => {
  const discussion = await givenDiscussion(db);
  const { conversationId, owner, feed, join } = discussion;
  const admin = await join('admin');
  const [first, second] = [await begin(discussion, 'x'.repeat(300)), await begin(discussion)];
  await postReply(db, feed, admin, { parentId: first.messageId, content: 'reply', role });
  const { threads, nextAfter } = await listThreads(db, owner, { conversationId, limit: 10 });
  assert.deepEqual(threads.map(({ rootId }) => rootId), [first.rootId, second.rootId]);
  const { createdAt, lastActivityAt, ...summary } = threads[0] ?? assert.fail();
  assert.deepEqual(summary, {
    rootId: first.rootId,
    rootExcerpt: 'x'.repeat(240),
    rootAuthorId: owner.userId,
    messageCount: 2,
    participantCount: 2,
  });
  assert.ok(createdAt < lastActivityAt);
  assert.equal(nextAfter, undefined);
});

test('pages of threads neither repeat nor leave out one, also where times are equal or new ones come in', async () => {
  const discussion = await givenDiscussion(db);
  const { conversationId, owner } = discussion;
  const begun: string[] = [];
  for (let index = 0; index < 7; index += 1) begun.push((await begin(discussion)).rootId);
  await db.query(SQL`update threads set last_activity_at = '2026-01-01 00:00:00.123456+00' where conversation_id = ${conversationId}`);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listThreads(db, owner, { conversationId, after, limit: 2 });
    seen.push(...page.threads.map(({ rootId }) => rootId));
    after = page.nextAfter;
    await begin(discussion);
  } while (after !== undefined);
  assert.deepEqual(seen, begun.reverse());
  for (const wrong of ['x', '1.2', `1.${'-'.repeat(36)}`]) {
    await assert.rejects(listThreads(db, owner, { conversationId, after: wrong, limit: 2 }), { code: 'invalid_input' });
  }
});

test('unread is what others said behind the mark or after it was set, and one mark is each reader’s own', async () => {
  const discussion = await givenDiscussion(db);
  const { conversationId, owner, feed, join } = discussion;
  const reader = await join('viewer');
  const { messageId, rootId } = await begin(discussion);
  const reply = (parentId: string, content: string) => postReply(db, feed, owner, { parentId, content, role });
  const first = await reply(messageId, '1');
  await reply(messageId, '2');
  const unread = async (actor: AccountActor = reader) => (await countUnread(db, actor, { conversationId })).map((thread) => thread.unread);
  const mark = async (path?: string) => markRead(db, feed, reader, { rootId, ...(path === undefined ? {} : { path }) });
  assert.deepEqual([await unread(), await unread(owner)], [[3], []]);
  await mark(await pathOf(reader, rootId, '1'));
  assert.deepEqual(await unread(), [1]);
  await reply(first.messageId, 'above the mark');
  assert.deepEqual(await unread(), [2]);
  await mark();
  assert.deepEqual(await unread(), []);
  await mark(await pathOf(reader, rootId, '1'));
  assert.deepEqual(await unread(), []);
  const late = await reply(first.messageId, 'late');
  assert.deepEqual(await unread(), [1]);
  await deleteMessage(db, feed, owner, { messageId: late.messageId });
  assert.deepEqual(await unread(), []);
  const told = (await discussion.events()).filter(({ kind, audienceId }) => kind === 'unread-updated' && audienceId === reader.userId);
  assert.deepEqual(told.map(({ payload }) => (payload as { unread: number }).unread), [1, 0, 0]);
});

test('a post tells of the thread, its author’s presence, typing and unread count, in this order', async () => {
  const discussion = await givenDiscussion(db);
  const { messageId } = await begin(discussion);
  await postReply(db, discussion.feed, discussion.owner, { parentId: messageId, content: 'x', role });
  const side = ['thread-active', 'presence-updated', 'typing-updated', 'unread-updated'];
  assert.deepEqual((await discussion.events()).map(({ kind }) => kind), ['thread-begun', ...side, ...side]);
});

test('members speak for themselves only; viewers and strangers say nothing', async () => {
  const discussion = await givenDiscussion(db);
  const { conversationId, feed, join } = discussion;
  const { messageId } = await begin(discussion);
  const [member, viewer, stranger] = [await join('member'), await join('viewer'), await givenAccount(db)];
  await postReply(db, feed, member, { parentId: messageId, content: 'x' });
  for (const said of ['assistant', 'system', 'tool'] as const) {
    await assert.rejects(postReply(db, feed, member, { parentId: messageId, content: 'x', role: said }), { code: 'forbidden' });
    await assert.rejects(postRoot(db, feed, member, { conversationId, content: 'x', role: said }), { code: 'forbidden' });
  }
  for (const actor of [viewer, stranger]) {
    await assert.rejects(postReply(db, feed, actor, { parentId: messageId, content: 'x' }), { code: 'forbidden' });
    await assert.rejects(postRoot(db, feed, actor, { conversationId, content: 'x' }), { code: 'forbidden' });
    await assert.rejects(setTyping(db, feed, actor, { conversationId, rootId: messageId, seconds: 5 }), { code: 'forbidden' });
  }
  for (const parentId of [randomUUID(), 'x']) {
    await assert.rejects(postReply(db, feed, member, { parentId, content: 'x' }), { code: 'message_not_found' });
  }
});

test('a message is edited and deleted by its author or who manages, restored by the latter', async () => {
  const discussion = await givenDiscussion(db);
  const { feed, owner, join } = discussion;
  const { messageId: rootId } = await begin(discussion);
  const [author, other] = [await join('member'), await join('member')];
  const { messageId } = await postReply(db, feed, author, { parentId: rootId, content: 'first' });
  const show = async () => (await readTree(db, other, { rootId, limit: 10 })).messages.find(({ id }) => id === messageId) ?? assert.fail();
  await assert.rejects(editMessage(db, feed, other, { messageId, content: 'x' }), { code: 'forbidden' });
  await assert.rejects(deleteMessage(db, feed, other, { messageId }), { code: 'forbidden' });
  await editMessage(db, feed, author, { messageId, content: 'second', reason: 'better' });
  assert.deepEqual([(await show()).content, (await show()).editedAt instanceof Date], ['second', true]);
  await deleteMessage(db, feed, author, { messageId, reason: 'gone' });
  await deleteMessage(db, feed, owner, { messageId });
  assert.deepEqual([(await show()).content, (await show()).deletedAt instanceof Date], ['', true]);
  await assert.rejects(editMessage(db, feed, author, { messageId, content: 'x' }), { code: 'message_deleted' });
  await assert.rejects(postReply(db, feed, author, { parentId: messageId, content: 'x' }), { code: 'message_deleted' });
  await assert.rejects(restoreMessage(db, feed, author, { messageId }), { code: 'forbidden' });
  await restoreMessage(db, feed, owner, { messageId });
  await restoreMessage(db, feed, owner, { messageId });
  assert.deepEqual([(await show()).content, (await show()).deletedAt], ['second', null]);
});

test('typing is told with its end, in a thread of the conversation', async () => {
  const discussion = await givenDiscussion(db);
  const { conversationId, owner, feed } = discussion;
  const { rootId } = await begin(discussion);
  const other = await begin(await givenDiscussion(db));
  await setTyping(db, feed, owner, { conversationId, rootId, seconds: 5 });
  const last = (await discussion.events()).at(-1);
  const { expiresAt } = last?.payload as { expiresAt: string };
  assert.ok(Date.parse(expiresAt) > Date.now() && Date.parse(expiresAt) <= Date.now() + 5000);
  await assert.rejects(setTyping(db, feed, owner, { conversationId, rootId: other.rootId, seconds: 5 }), { code: 'forbidden' });
});
