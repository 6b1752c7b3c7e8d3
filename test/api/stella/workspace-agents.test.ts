import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rawRequest } from './raw-request.ts';
import { addWorkspace, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;
let workspaceId: string;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
  workspaceId = await addWorkspace(ada);
});

after(() => stella.close());

const add = (agent_id: string) => ada.client.addWorkspaceAgent({ path: { workspace_id: workspaceId }, body: { agent_id } });
const remove = (agent_id: string) => ada.client.removeWorkspaceAgent({ path: { workspace_id: workspaceId }, body: { agent_id } });

async function agents(): Promise<Record<string, unknown>> {
  return expectStatus(await ada.client.getWorkspace({ path: { workspace_id: workspaceId } }), 200).body.workspace.agents;
}

test('an agent is added and removed, installed or not', async () => {
  const added = await add('stella_coordinator_agent');
  assert.equal(added.status, 200);
  assert.deepEqual(added.body, { msg: 'Agent added to Workspace.' });
  assert.deepEqual(await agents(), { stella_coordinator_agent: {} });
  const removed = await remove('stella_coordinator_agent');
  assert.equal(removed.status, 200);
  assert.deepEqual(removed.body, { msg: 'Agent removed' });
  assert.deepEqual(await agents(), {});
});

test('adding twice and removing what is not there changes nothing', async () => {
  expectStatus(await add('12345'), 200);
  expectStatus(await add('12345'), 200);
  expectStatus(await remove('other'), 200);
  assert.deepEqual(await agents(), { 12345: {} });
  expectStatus(await remove('12345'), 200);
});

test('of the same agent added many times at once there is one', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => add('parallel')));
  assert.ok(outcomes.every(({ status }) => status === 200));
  assert.deepEqual(Object.keys(await agents()), ['parallel']);
});

test('a missing or empty agent_id has its text; a wrong one is told with its place', async () => {
  for (const method of ['POST', 'DELETE']) {
    const change = (body: unknown) => rawRequest(`${stella.url}/workspace/${workspaceId}/agent`, { method, token: ada.token, body });
    for (const body of [{}, { agent_id: '' }, { agent: 'x' }]) {
      const refused = await change(body);
      assert.equal(refused.status, 400);
      assert.deepEqual(refused.body, { msg: 'Missing agent_id parameter' }, method);
    }
    for (const agent_id of ['../up', 'with space', 'x'.repeat(65), 7, null, '__proto__']) {
      const refused = await change({ agent_id });
      assert.equal(refused.status, 400, String(agent_id));
      assert.equal(refused.body.msg, 'Invalid request');
      assert.ok(refused.body.errors?.every(({ pointer }) => pointer === '/agent_id'));
    }
  }
});
