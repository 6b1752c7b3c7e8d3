import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { listPermittedAgents } from '../../../domain/agent/list-permitted-agents.ts';
import { requireAgent } from '../../../domain/agent/require-agent.ts';
import { saveAgentAccess } from '../../../domain/agent/save-agent-access.ts';
import { saveAgent } from '../../../domain/agent/save-agent.ts';
import { defaultTenantId } from '../../../domain/tenant/tenant.ts';
import { createTestDatabase } from '../../database.ts';
import { givenMember } from '../given/member.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const agent = { id: 'poet', name: 'Poet', description: '', version: '1' };
await saveAgent(db, defaultTenantId, agent);
const nobodySpecial = await givenMember(db);

test('an agent is open to administrators, to everybody where nobody is named, and else to whom a role or a group lets in', async () => {
  const names = fc.uniqueArray(fc.constantFrom('red', 'green', 'blue'));
  const standing = fc.record({ roles: names, groupIds: names, isAdministrator: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(standing, fc.record({ roles: names, groupIds: names }), async ({ isAdministrator, roles, groupIds }, access) => {
      await saveAgentAccess(db, { tenantId: defaultTenantId, agentId: agent.id, ...access });
      const actor = { ...nobodySpecial, roles: isAdministrator ? [...roles, 'admin'] : roles, groupIds };
      const meets = (ours: readonly string[], theirs: readonly string[]) => ours.some((name) => theirs.includes(name));
      const isOpen = isAdministrator || access.roles.length + access.groupIds.length === 0 || meets(roles, access.roles) || meets(groupIds, access.groupIds);
      assert.equal((await listPermittedAgents(db, actor)).length, isOpen ? 1 : 0);
      if (isOpen) assert.equal((await requireAgent(db, actor, 'Poet')).id, 'poet');
      else await assert.rejects(requireAgent(db, actor, 'poet'), { code: 'forbidden' });
    }),
    { numRuns: 60 },
  );
});

test('of agents with one name, an id counts first, then the one that is permitted', async () => {
  await saveAgentAccess(db, { tenantId: defaultTenantId, agentId: 'poet', roles: ['boss'] });
  await saveAgent(db, defaultTenantId, { ...agent, id: 'poet-2' });
  assert.equal((await requireAgent(db, nobodySpecial, 'Poet')).id, 'poet-2');
  await assert.rejects(requireAgent(db, nobodySpecial, 'poet'), { code: 'forbidden' });
});

test('an agent that is not active is listed, and not there for talking', async () => {
  for (const status of ['inactive', 'maintenance'] as const) {
    await saveAgentAccess(db, { tenantId: defaultTenantId, agentId: 'poet', status });
    assert.ok((await listPermittedAgents(db, nobodySpecial)).some((listed) => listed.id === 'poet' && listed.status === status));
    await assert.rejects(requireAgent(db, nobodySpecial, 'poet'), { code: 'agent_not_found' });
  }
});

test('an agent of another tenant does not exist', async () => {
  const stranger = { ...nobodySpecial, tenantId: 'elsewhere' };
  assert.deepEqual(await listPermittedAgents(db, stranger), []);
  await assert.rejects(requireAgent(db, stranger, 'poet'), { code: 'agent_not_found' });
});
