import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { addAgent } from '../../../domain/workspace/add-agent.ts';
import { createChat } from '../../../domain/workspace/create-chat.ts';
import { createWorkspace } from '../../../domain/workspace/create-workspace.ts';
import { deleteWorkspace } from '../../../domain/workspace/delete-workspace.ts';
import { listChats } from '../../../domain/workspace/list-chats.ts';
import { listWorkspaces } from '../../../domain/workspace/list-workspaces.ts';
import { readAccount } from '../../../domain/workspace/read-account.ts';
import { readWorkspace } from '../../../domain/workspace/read-workspace.ts';
import { removeAgent } from '../../../domain/workspace/remove-agent.ts';
import { renameWorkspace } from '../../../domain/workspace/rename-workspace.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';
import { givenChat } from '../given/chat.ts';

const { db, drop } = await createTestDatabase();
after(drop);

test('a workspace has its name, or one that says it has none', async () => {
  const actor = await givenAccount(db);
  const named = await createWorkspace(db, actor, { name: 'Mine' });
  const unnamed = await createWorkspace(db, actor, {});
  assert.deepEqual([named.name, unnamed.name], ['Mine', 'Untitled Workspace']);
  assert.deepEqual(await readWorkspace(db, actor, { workspaceId: named.id }), named);
  await renameWorkspace(db, actor, { workspaceId: named.id, name: 'Ours' });
  assert.deepEqual(
    (await listWorkspaces(db, actor)).map(({ name }) => name),
    ['Ours', 'Untitled Workspace'],
  );
  assert.deepEqual((await readAccount(db, actor)).workspaceIds, [named.id, unnamed.id]);
});

test('agents are added once, in order, whether they are in the registry or not, and taken out again', async () => {
  const actor = await givenAccount(db);
  const { id: workspaceId } = await createWorkspace(db, actor, {});
  for (const agentId of ['b', 'a', 'b']) await addAgent(db, actor, { workspaceId, agentId });
  assert.deepEqual((await readWorkspace(db, actor, { workspaceId })).agentIds, ['b', 'a']);
  for (const agentId of ['b', 'absent']) await removeAgent(db, actor, { workspaceId, agentId });
  assert.deepEqual((await readWorkspace(db, actor, { workspaceId })).agentIds, ['a']);
});

test('nobody else may see or touch a workspace', async () => {
  const { workspaceId } = await givenChat(db);
  const stranger = await givenAccount(db);
  const attempts = [readWorkspace, deleteWorkspace, listChats, createChat];
  for (const attempt of attempts)
    await assert.rejects(attempt(db, stranger, { workspaceId }), { code: 'not_owner' }, attempt.name);
  await assert.rejects(renameWorkspace(db, stranger, { workspaceId, name: 'x' }), { code: 'not_owner' });
  await assert.rejects(addAgent(db, stranger, { workspaceId, agentId: 'x' }), { code: 'not_owner' });
  await assert.rejects(removeAgent(db, stranger, { workspaceId, agentId: 'x' }), { code: 'not_owner' });
  assert.deepEqual(await listWorkspaces(db, stranger), []);
});

test('a workspace that does not exist is not found, whatever its id looks like', async () => {
  const actor = await givenAccount(db);
  for (const workspaceId of [randomUUID(), randomUUID().toUpperCase(), '12345', '', "'; drop table users"]) {
    await assert.rejects(readWorkspace(db, actor, { workspaceId }), { code: 'workspace_not_found' });
    await assert.rejects(deleteWorkspace(db, actor, { workspaceId }), { code: 'workspace_not_found' });
  }
});

test('a workspace is deleted with its chats, which are told', async () => {
  const { actor, workspaceId, conversationId } = await givenChat(db);
  const { chat } = await createChat(db, actor, { workspaceId });
  const { conversationIds } = await deleteWorkspace(db, actor, { workspaceId });
  assert.deepEqual([...conversationIds].sort(), [conversationId, chat.id].sort());
  assert.deepEqual(await db.query(SQL`select id from conversations where owner_id = ${actor.userId}`), []);
  await assert.rejects(deleteWorkspace(db, actor, { workspaceId }), { code: 'workspace_not_found' });
});

test('a workspace that is deleted while chats are added to it leaves none over', async () => {
  const { actor, workspaceId } = await givenChat(db);
  const adding = Array.from({ length: 5 }, () => createChat(db, actor, { workspaceId }));
  const outcomes = await Promise.allSettled([
    ...adding,
    deleteWorkspace(db, actor, { workspaceId }),
    deleteWorkspace(db, actor, { workspaceId }),
  ]);
  const codes = outcomes
    .filter((outcome) => outcome.status === 'rejected')
    .map(({ reason }) => (reason as { code: string }).code);
  assert.deepEqual([...new Set(codes)], ['workspace_not_found']);
  assert.deepEqual(await db.query(SQL`select id from conversations where owner_id = ${actor.userId}`), []);
});

test('a name that cannot be stored is refused', async () => {
  const actor = await givenAccount(db);
  await assert.rejects(createWorkspace(db, actor, { name: 'a\0b' }), { code: 'invalid_input' });
  await assert.rejects(createWorkspace(db, actor, { name: '' }), { code: 'invalid_input' });
});

test('an account that was deleted gets no workspace', async () => {
  const actor = await givenAccount(db);
  await db.query(SQL`delete from users where id = ${actor.userId}`);
  await assert.rejects(createWorkspace(db, actor, {}), { code: 'user_not_found' });
});
