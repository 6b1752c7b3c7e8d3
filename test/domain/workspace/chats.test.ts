import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { saveAgent } from '../../../domain/agent/save-agent.ts';
import type { Assistant, Prompt } from '../../../domain/assistant/assistant.ts';
import { createBuiltInAssistant } from '../../../domain/assistant/built-in-assistant.ts';
import { addAgent } from '../../../domain/workspace/add-agent.ts';
import { answerChat } from '../../../domain/workspace/answer-chat.ts';
import { authorizeChat, authorizeChatMessage } from '../../../domain/workspace/authorize-chat.ts';
import { createChat } from '../../../domain/workspace/create-chat.ts';
import { deleteChat } from '../../../domain/workspace/delete-chat.ts';
import { listChats } from '../../../domain/workspace/list-chats.ts';
import { readAccount } from '../../../domain/workspace/read-account.ts';
import { readChat } from '../../../domain/workspace/read-chat.ts';
import { readWorkspace } from '../../../domain/workspace/read-workspace.ts';
import { redeemConnectionString } from '../../../domain/workspace/redeem-connection-string.ts';
import { sendMessage } from '../../../domain/workspace/send-message.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';
import { givenChat, type GivenChat, say } from '../given/chat.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const { signal } = new AbortController();

async function answer(
  chat: GivenChat,
  sent: Awaited<ReturnType<typeof say>>,
  assistant: Assistant = createBuiltInAssistant(),
): Promise<void> {
  const events = answerChat(db, assistant, chat.actor, { conversationId: chat.conversationId, ...sent, signal });
  for await (const { kind } of events) assert.ok(kind === 'text' || kind === 'done');
}

test('a message and its answer make the history, and the chat is busy in between', async () => {
  const chat = await givenChat(db);
  const sent = await say(db, chat, 'Hello');
  const during = await readChat(db, chat.actor, chat);
  assert.deepEqual([during.busy, during.history.map(({ content }) => content)], [true, ['Hello']]);
  await answer(chat, sent);
  const { busy, history, ...head } = await readChat(db, chat.actor, chat);
  assert.deepEqual(head, { id: chat.conversationId, workspaceId: chat.workspaceId, ownerId: chat.actor.userId });
  assert.equal(busy, false);
  assert.deepEqual(
    history.map(({ id, role }) => [id, role]),
    [
      [sent.messageId, 'user'],
      [sent.answerId, 'assistant'],
    ],
  );
  assert.match(history[1]?.content ?? '', /^Hello! I am the welcome assistant/);
});

test('a busy chat takes no message, and the refused one can be sent again with the same token', async () => {
  const chat = await givenChat(db);
  const { actor, conversationId } = chat;
  const first = await say(db, chat, 'one');
  const { token } = await authorizeChatMessage(db, actor, { conversationId });
  await assert.rejects(sendMessage(db, actor, { conversationId, token, content: 'two' }), { code: 'busy' });
  await answer(chat, first);
  await sendMessage(db, actor, { conversationId, token, content: 'two' });
  const { history } = await readChat(db, actor, { conversationId });
  assert.deepEqual(
    history.filter(({ role }) => role === 'user').map(({ content }) => content),
    ['one', 'two'],
  );
});

test('of two messages sent at once with the same token one is taken', async () => {
  const { actor, conversationId } = await givenChat(db);
  const { token } = await authorizeChatMessage(db, actor, { conversationId });
  const send = () => sendMessage(db, actor, { conversationId, token, content: 'x' });
  const sent = await Promise.allSettled([send(), send(), send()]);
  const codes = sent.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'taken'));
  assert.deepEqual(codes.sort(), ['taken', 'token_used', 'token_used']);
  assert.equal((await readChat(db, actor, { conversationId })).history.length, 1);
});

test('a message needs a token for messages, of this chat and this user', async () => {
  const [chat, other] = [await givenChat(db), await givenChat(db)];
  const { actor, conversationId } = chat;
  const send = (token: string) => sendMessage(db, actor, { conversationId, token, content: 'x' });
  const second = await createChat(db, actor, chat);
  const connect = await authorizeChat(db, actor, { conversationId });
  const elsewhere = await authorizeChatMessage(db, actor, { conversationId: second.chat.id });
  const stranger = await authorizeChatMessage(db, other.actor, other);
  await assert.rejects(send('guessed'), { code: 'invalid_token' });
  await assert.rejects(send(connect.token), { code: 'invalid_token' });
  await assert.rejects(send(elsewhere.token), { code: 'token_wrong_resource' });
  await assert.rejects(send(stranger.token), { code: 'token_wrong_resource' });
  assert.deepEqual((await readChat(db, actor, chat)).history, []);
});

test('a connection string lives 300 seconds and a message string 60', async () => {
  const { actor, conversationId } = await givenChat(db);
  const seconds = ({ createdAt, expiresAt }: { createdAt: Date; expiresAt: Date }) =>
    (expiresAt.getTime() - createdAt.getTime()) / 1000;
  assert.equal(seconds(await authorizeChat(db, actor, { conversationId })), 300);
  assert.equal(seconds(await authorizeChatMessage(db, actor, { conversationId })), 60);
});

test('a connection string says who connects, works once, and makes chat and workspace the last ones', async () => {
  const { actor, workspaceId, conversationId } = await givenChat(db);
  const { token } = await authorizeChat(db, actor, { conversationId });
  const connection = await redeemConnectionString(db, { conversationId, token });
  assert.deepEqual(connection.actor, { kind: 'account', tenantId: 'default', userId: actor.userId });
  assert.deepEqual([connection.chat.id, connection.workspace.id], [conversationId, workspaceId]);
  assert.equal((await readWorkspace(db, actor, { workspaceId })).lastConversationId, conversationId);
  assert.equal((await readAccount(db, actor)).lastWorkspaceId, workspaceId);
  await assert.rejects(redeemConnectionString(db, { conversationId, token }), { code: 'token_used' });
});

test('a connection string of another chat, of a deleted chat, or that is over opens nothing', async () => {
  const [{ actor, conversationId }, other] = [await givenChat(db), await givenChat(db)];
  const { token } = await authorizeChat(db, actor, { conversationId });
  await assert.rejects(redeemConnectionString(db, { conversationId: other.conversationId, token }), {
    code: 'token_wrong_resource',
  });
  await db.query(SQL`update one_time_tokens set created_at = now() - interval '6 minutes', expires_at = now()`);
  await assert.rejects(redeemConnectionString(db, { conversationId, token }), { code: 'token_expired' });
  const next = await authorizeChat(db, actor, { conversationId });
  await deleteChat(db, actor, { conversationId });
  await assert.rejects(redeemConnectionString(db, { conversationId, token: next.token }), { code: 'conversation_not_found' });
});

test('nobody else may see or touch a chat', async () => {
  const { conversationId } = await givenChat(db);
  const stranger = await givenAccount(db);
  const attempts = [readChat, deleteChat, authorizeChat, authorizeChatMessage];
  for (const attempt of attempts)
    await assert.rejects(attempt(db, stranger, { conversationId }), { code: 'not_owner' }, attempt.name);
  await assert.rejects(sendMessage(db, stranger, { conversationId, token: 'x', content: 'x' }), { code: 'not_owner' });
});

test('a chat that does not exist is not found, whatever its id looks like', async () => {
  const actor = await givenAccount(db);
  for (const conversationId of [randomUUID(), '12345', '']) {
    for (const attempt of [readChat, deleteChat, authorizeChat]) {
      await assert.rejects(attempt(db, actor, { conversationId }), { code: 'conversation_not_found' });
    }
  }
});

test('chats are listed oldest first, and gone when they are deleted, also by two at once', async () => {
  const { actor, workspaceId, conversationId } = await givenChat(db);
  const { chat } = await createChat(db, actor, { workspaceId });
  assert.deepEqual(await listChats(db, actor, { workspaceId }), [
    { id: conversationId, workspaceId },
    { id: chat.id, workspaceId },
  ]);
  const deletions = await Promise.allSettled([
    deleteChat(db, actor, { conversationId }),
    deleteChat(db, actor, { conversationId }),
  ]);
  assert.deepEqual(deletions.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.deepEqual(await listChats(db, actor, { workspaceId }), [{ id: chat.id, workspaceId }]);
});

test('the chat is free again when the answer cannot be given', async () => {
  const chat = await givenChat(db);
  const sent = await say(db, chat, 'one');
  const stranger = await givenAccount(db);
  const refused = answerChat(db, createBuiltInAssistant(), stranger, { conversationId: chat.conversationId, ...sent, signal });
  await assert.rejects(refused.next(), { code: 'not_owner' });
  assert.equal((await readChat(db, chat.actor, chat)).busy, false);
});

test('the assistant speaks as the only agent of the workspace or for all, passing over one that is not installed', async () => {
  const chat = await givenChat(db);
  const seen: Prompt[] = [];
  const assistant: Assistant = {
    async *answer(prompt) {
      seen.push(prompt);
      yield { kind: 'text', text: 'ok' };
    },
  };
  const add = (agentId: string) => addAgent(db, chat.actor, { workspaceId: chat.workspaceId, agentId });
  for (const id of ['poet', 'cook'])
    await saveAgent(db, 'default', { id, name: `The ${id}`, description: `Works as a ${id}.`, version: '1' });
  await add('absent');
  await answer(chat, await say(db, chat, 'one'), assistant);
  await add('poet');
  await answer(chat, await say(db, chat, 'two'), assistant);
  await add('cook');
  await answer(chat, await say(db, chat, 'three'), assistant);
  assert.deepEqual(
    seen.map(({ name }) => name),
    ['the welcome assistant', 'The poet', 'the coordinator'],
  );
  assert.equal(seen[1]?.instructions, 'You are The poet. Works as a poet.');
  assert.match(seen[2]?.instructions ?? '', /The poet: Works as a poet\.\nThe cook: Works as a cook\.$/);
  assert.deepEqual(
    seen[2]?.messages.map(({ content }) => content),
    ['one', 'ok', 'two', 'ok', 'three'],
  );
});
