import { SQL } from 'sql-template-strings';
import type { Agent } from '../agent/agent.ts';
import { saveAgentAccess, type AgentAccess } from '../agent/save-agent-access.ts';
import { saveAgent } from '../agent/save-agent.ts';
import { type Database, only } from '../database/database.ts';
import { type EmbeddedUser, saveEmbeddedUser } from '../directory/embedded/users.ts';
import { DomainError } from '../errors.ts';
import { hashPassword } from '../identity/password.ts';
import { register } from '../identity/register.ts';
import { markSetUp } from '../installation/set-up.ts';
import { setRatePolicy } from '../limit/set-rate-policy.ts';
import { saveTenant } from '../tenant/save-tenant.ts';
import { defaultTenantId, type TenantKey, type TenantSettings } from '../tenant/tenant.ts';
import { grantRole } from '../user/grant-role.ts';
import { tryToNameUser } from '../user/name-user.ts';

export const demoTenantId = 'tenant-demo';
export const demoEmail = 'demo@example.com';
/** The administrator at the embedded directory; the password is the demo account's. */
export const demoMember = 'demo';

export interface DemoInput {
  /** Of the demo account; made on this machine. */
  readonly password: string;
  /** The demo tenant's public keys; made on this machine. */
  readonly keys: readonly TenantKey[];
}

const settings: TenantSettings = {
  theme: { primaryColor: '#0066cc' },
  avatarEnabled: true,
  greeting: 'Hello! How can I help you today?',
  maxSessionMinutes: 30,
  requireConsent: true,
  tools: [
    {
      name: 'get_account_status',
      level: 2,
      description: 'Look up the status of an account',
      parameters: { type: 'object', properties: {} },
    },
    {
      name: 'create_ticket',
      level: 3,
      description: 'Open a ticket with the service desk',
      parameters: { type: 'object', required: ['subject'], properties: { subject: { type: 'string' } } },
    },
  ],
};

const agents: readonly Agent[] = [
  { id: 'welcome_agent', name: 'Welcome agent', description: 'Welcomes users and explains what can be done here.', version: '1' },
  {
    id: 'coordinator_agent',
    name: 'Coordinator agent',
    description: 'Hands questions to the other agents and sums their answers up.',
    version: '1',
  },
];

/** Bots of the directory's people: one for everybody, one for administrators, one that is not there at the moment. */
const bots: readonly { readonly agent: Agent; readonly access: Omit<AgentAccess, 'tenantId' | 'agentId'> }[] = [
  {
    agent: { id: 'default', name: 'Default bot', description: 'Answers whatever is asked.', version: '1' },
    access: { suggestions: [{ text: 'What can you do?', icon: 'help' }, { text: 'What did I say?' }] },
  },
  {
    agent: { id: 'operations', name: 'Operations bot', description: 'Helps those who run this installation.', version: '1' },
    access: { roles: ['admin'] },
  },
  {
    agent: { id: 'archivist', name: 'Archivist', description: 'Finds what was written long ago.', version: '1' },
    access: { status: 'maintenance' },
  },
];

/** Who can sign in at the embedded directory: an administrator, and somebody who is none. */
const members: readonly Omit<EmbeddedUser, 'password'>[] = [
  { username: demoMember, email: demoEmail, firstName: 'Demo', lastName: 'Administrator', roles: ['admin', 'user'] },
  { username: 'guest', email: 'guest@example.com', firstName: 'Demo', lastName: 'Guest', roles: ['user'] },
];

/**
 * Puts a tenant, agents and an account for trying things out into a development database. Doing it again changes nothing else.
 */
export async function seedDemo(db: Database, { password, keys }: DemoInput): Promise<void> {
  await saveTenant(db, { id: demoTenantId, name: 'Demo', settings, keys });
  await setRatePolicy(db, demoTenantId, { requests: 10, windowSeconds: 60 });
  for (const agent of [...agents, ...bots.map((bot) => bot.agent)]) await saveAgent(db, defaultTenantId, agent);
  for (const { agent, access } of bots) await saveAgentAccess(db, { tenantId: defaultTenantId, agentId: agent.id, ...access });
  const [userId] = await Promise.all([seedAccount(db, password), ...members.map((member) => saveEmbeddedUser(db, { ...member, password }))]);
  await makeAdministrator(db, userId);
}

/** The demo account administers the installation, unless somebody has set it up before. */
async function makeAdministrator(db: Database, userId: string): Promise<void> {
  if (!(await markSetUp(db))) return;
  await tryToNameUser(db, userId, { tenantId: defaultTenantId, username: 'demo' });
  await grantRole(db, userId, 'admin');
}

/** An account that is there already gets the password of this machine. */
async function seedAccount(db: Database, password: string): Promise<string> {
  try {
    const { userId } = await register(db, { email: demoEmail, password });
    return userId;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'email_taken') throw error;
    const { userId } = await only<{ userId: string }>(db, SQL`
      update passwords
      set hash = ${await hashPassword(password)}, changed_at = now()
      where user_id = (
        select user_id
        from email_identities
        where tenant_id = ${defaultTenantId} and email = ${demoEmail}
      )
      returning user_id as "userId"
    `.setName('set_password'));
    return userId;
  }
}
