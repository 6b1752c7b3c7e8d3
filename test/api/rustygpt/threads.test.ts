import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isNamed, listen, takeUntil } from './events.ts';
import { at, converse, noteIn } from './conversations.ts';
import { expectStatus, type Person, type Rustygpt, startRustygpt } from './rustygpt.ts';

let service: Rustygpt;
let ada: Person;
let bob: Person;

before(async () => {
  service = await startRustygpt();
  [ada, bob] = [await service.signUp(), await service.signUp()];
});

after(() => service.close());

test('a thread is begun, answered piece by piece, and read as a tree', async () => {
  const conversation = await converse(ada);
  const events = await listen(ada, conversation);
  const begun = expectStatus(await ada.client.postRoot({ path: { conversation_id: conversation }, body: { content: 'Hello' } }), 201).body;
  const heard = await takeUntil(events, isNamed('message.done'));
  await events.return();
  const names = heard.map(({ event }) => event);
  assert.deepEqual(names.slice(0, 5), ['thread.new', 'thread.activity', 'presence.update', 'typing.update', 'unread.update']);
  assert.ok(names.slice(5, -1).every((name) => name === 'message.delta'));

  const { messages } = expectStatus(await ada.client.getThreadTree({ path: begun }), 200).body;
  const [question, answer] = messages;
  assert.deepEqual([question?.content, question?.depth, question?.author_user_id], ['Hello', 1, ada.userId]);
  assert.deepEqual([answer?.role, answer?.depth, answer?.parent_id, answer?.finish_reason], ['assistant', 2, begun.message_id, 'stop']);
  assert.equal(answer?.path, `${question?.path}.m${answer?.id.replaceAll('-', '')}`);

  const chunks = expectStatus(await ada.client.listChunks({ path: { message_id: answer?.id ?? '' } }), 200).body;
  const deltas = heard.flatMap(({ data }) => (data.type === 'message.delta' ? [data.payload] : []));
  assert.equal(chunks.map(({ content }) => content).join(''), answer?.content);
  assert.deepEqual(deltas.map(({ id }) => id), chunks.map(({ message_id, idx }) => `${message_id}:${idx}`));
  assert.deepEqual(deltas.map(({ choices }) => choices[0]?.delta.content), chunks.map(({ content }) => content));
  assert.deepEqual(deltas.map(({ choices }) => choices[0]?.delta.role), ['assistant', ...chunks.slice(1).map(() => undefined)]);
});

test('who is invited accepts, sees the threads, counts what is unread and marks it as read', async () => {
  const conversation = await converse(ada);
  const path = { conversation_id: conversation };
  const invite = expectStatus(await ada.client.createInvite({ path, body: { email: bob.email, role: 'viewer' } }), 200).body;
  assert.match(invite.token, /^[A-Za-z0-9_-]{32}$/);
  assert.equal(expectStatus(await bob.client.acceptInvite({ body: { token: invite.token } }), 200).body.conversation_id, conversation);
  assert.equal(expectStatus(await bob.client.acceptInvite({ body: { token: invite.token } }), 410).body.code, 'RGP.GONE');

  const root_id = await noteIn(conversation, ada);
  const { threads, next_after } = expectStatus(await bob.client.listThreads({ path }), 200).body;
  assert.deepEqual(threads.map((thread) => [thread.root_id, thread.root_author, thread.message_count]), [[root_id, ada.userId, 1]]);
  assert.equal(next_after, undefined);
  const unread = async () => expectStatus(await bob.client.getUnread({ path }), 200).body.threads;
  assert.deepEqual(await unread(), [{ root_id, unread: 1 }]);
  expectStatus(await bob.client.markThreadRead({ path: { root_id }, body: {} }), 204);
  assert.deepEqual(await unread(), []);
});

test('a revoked invite lets nobody in, and is revoked again without harm', async () => {
  const { token } = expectStatus(
    await ada.client.createInvite({ path: { conversation_id: await converse(ada) }, body: { email: bob.email, role: 'member' } }),
    200,
  ).body;
  for (let time = 0; time < 2; time += 1) expectStatus(await ada.client.revokeInvite({ path: { token } }), 204);
  expectStatus(await bob.client.acceptInvite({ body: { token } }), 410);
  expectStatus(await bob.client.revokeInvite({ path: { token } }), 403);
});

test('a message is edited, deleted and restored, and its thread tells that it changed', async () => {
  const conversation = await converse(ada, { member: bob });
  const root_id = await noteIn(conversation, ada);
  const { message_id } = expectStatus(await bob.client.postReply({ path: { parent_id: root_id }, body: { content: 'one' } }), 201).body;
  const show = async () => expectStatus(await ada.client.getThreadTree({ path: { root_id } }), 200).body.messages.find(({ id }) => id === message_id);
  const events = await listen(ada, conversation);
  expectStatus(await bob.client.editMessage({ path: { message_id }, body: { content: 'two', reason: 'better' } }), 204);
  assert.equal((await show())?.content, 'two');
  expectStatus(await bob.client.deleteMessage({ path: { message_id } }), 204);
  assert.deepEqual([(await show())?.content, typeof (await show())?.deleted_at], ['', 'string']);
  expectStatus(await bob.client.editMessage({ path: { message_id }, body: { content: 'x' } }), 409);
  expectStatus(await bob.client.restoreMessage({ path: { message_id } }), 403);
  expectStatus(await ada.client.restoreMessage({ path: { message_id } }), 204);
  assert.equal((await show())?.content, 'two');
  const heard = await takeUntil(events, ({ data }) => data.type === 'thread.activity');
  assert.ok(heard.length > 0);
  await events.return();
});

test('an answer is cancelled while it is given, and what was said stays', async () => {
  const slow = await startRustygpt({
    databaseUrl: service.databaseUrl,
    services: {
      assistant: {
        async *answer(_prompt, signal) {
          yield { kind: 'text', text: 'One moment' };
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
      renewMs: 20,
    },
  });
  const conversation = await converse(ada);
  const events = await listen(ada, conversation, { at: slow });
  const client = at(slow, ada);
  const { root_id } = expectStatus(await client.postRoot({ path: { conversation_id: conversation }, body: { content: 'Hello' } }), 201).body;
  const delta = (await takeUntil(events, isNamed('message.delta'))).at(-1);
  const message_id = delta?.data.type === 'message.delta' ? delta.data.payload.message_id : '';
  const cancelled = expectStatus(await client.cancelAnswer({ path: { message_id } }), 202).body;
  assert.deepEqual(cancelled, { message_id, status: 'cancelled' });
  const done = (await takeUntil(events, isNamed('message.done'))).at(-1);
  assert.equal(done?.data.type === 'message.done' && done.data.payload.finish_reason, 'cancelled');
  const { messages } = expectStatus(await client.getThreadTree({ path: { root_id } }), 200).body;
  assert.deepEqual([messages[1]?.content, messages[1]?.finish_reason], ['One moment', 'cancelled']);
  assert.equal(expectStatus(await client.cancelAnswer({ path: { message_id: root_id } }), 400).body.code, 'RGP.V1.CANCEL_ROLE');
  await events.return();
  await slow.close();
});

test('typing and presence reach the others', async () => {
  const conversation = await converse(ada, { member: bob });
  const root_id = await noteIn(conversation, ada);
  const events = await listen(ada, conversation);
  expectStatus(await bob.client.setTyping({ body: { conversation_id: conversation, root_id, seconds: 5 } }), 204);
  expectStatus(await bob.client.sendHeartbeat({ body: { status: 'away' } }), 204);
  expectStatus(await bob.client.sendHeartbeat({}), 204);
  const heard = await takeUntil(events, ({ data }) => data.type === 'presence.update' && data.payload.status === 'online');
  assert.deepEqual(heard.map(({ event }) => event), ['typing.update', 'presence.update', 'presence.update']);
  await events.return();
});
