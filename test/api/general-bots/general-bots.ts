import { randomBytes } from 'node:crypto';
import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../../../domain/actor.ts';
import { saveAgentAccess, type AgentAccess } from '../../../domain/agent/save-agent-access.ts';
import { saveAgent } from '../../../domain/agent/save-agent.ts';
import { openLogin } from '../../../domain/login/complete-login.ts';
import type { LoginServices } from '../../../domain/login/login.ts';
import { defaultTenantId } from '../../../domain/tenant/tenant.ts';
import { createClient, type ServiceClient } from '../../../generated/general-bots/client/index.ts';
import { createTestDatabase } from '../../database.ts';
import { directories, somebody, tokensOf, type Person as DirectoryPerson, type TestDirectory } from '../../domain/directory/directories.ts';
import { startService, type StartedService, type StartOptions } from '../start-service.ts';

/** Somebody who is signed in. */
export interface Person extends DirectoryPerson {
  /** The directory's. */
  readonly id: string;
  readonly token: string;
  readonly member: MemberActor;
  /** The generated client, signed in. */
  readonly client: ServiceClient;
}

/** A running service with a directory of its own, and whoever a test needs to talk to it. */
export interface GeneralBots extends StartedService {
  readonly directory: TestDirectory;
  /** The generated client as nobody. */
  readonly client: ServiceClient;
  /** Adds somebody to the directory and signs them in. */
  signUp(changes?: Partial<DirectoryPerson>): Promise<Person>;
  /** Signs somebody in once more, as on another device. */
  signInAgain(person: Person): Promise<Person>;
  /** What the directory said of anybody is older than a minute now. */
  forgetStandings(): Promise<void>;
  /** A bot of a test's own; its name is its id with a capital letter. */
  addBot(id: string, access?: Partial<AgentAccess>): Promise<void>;
  /** Another process of the same service, with its own sockets and counts. */
  startNode(options?: StartOptions): Promise<StartedService>;
}

/** What people sign in at is the one or the other, and the same to them. */
export const directoryNames = ['embedded', 'zitadel'] as const;

/** Enough for a test that is not about quotas. */
const plenty = { anonymous: 1_000_000, user: 1_000_000, administrator: 1_000_000 };

export interface GeneralBotsOptions extends Omit<StartOptions, 'databaseUrl'> {
  /** Which one people sign in at; default the embedded one. */
  readonly directory?: keyof typeof directories;
}

/** Starts the service with a directory; quotas are not met unless a test gives its own. */
export async function startGeneralBots({ services, settings, ...options }: GeneralBotsOptions = {}): Promise<GeneralBots> {
  const database = await createTestDatabase();
  const directory = await directories[options.directory ?? 'embedded'](database.db);
  const login: LoginServices = { directory: directory.directory, loginKey: randomBytes(32).toString('hex') };
  const all = { ...login, quotas: plenty, ...services };
  const startNode = (options: StartOptions = {}) =>
    startService('general-bots', { settings, databaseUrl: database.url, ...options, services: { ...all, ...options.services } });
  const started = await startNode();
  const clientAs = (token: string) => createClient({ baseUrl: started.url, credentials: { sessionToken: token } });
  const signIn = async (person: DirectoryPerson, id: string): Promise<Person> => {
    const { token, member } = await openSession(started, login, person);
    return { ...person, id, token, member, client: clientAs(token) };
  };
  return {
    ...started,
    directory,
    client: createClient({ baseUrl: started.url }),
    async signUp(changes) {
      const person = somebody(changes);
      return signIn(person, await directory.addUser(person));
    },
    signInAgain: (person) => signIn(person, person.id),
    async addBot(id, access = {}) {
      await saveAgent(started.db, defaultTenantId, { id, name: id.charAt(0).toUpperCase() + id.slice(1), description: `Answers as ${id}.`, version: '1' });
      await saveAgentAccess(started.db, { tenantId: defaultTenantId, agentId: id, ...access });
    },
    forgetStandings: async () => void (await started.db.query(SQL`update logins set checked_at = now() - interval '61 seconds'`)),
    startNode,
    async close() {
      await started.close();
      await directory.close();
      await database.drop();
    },
  };
}

/** Without a browser: the directory's own part of signing in, and then the last step of ours. */
async function openSession({ db }: StartedService, services: LoginServices, person: DirectoryPerson): Promise<{ token: string; member: MemberActor }> {
  const tokens = await tokensOf(services.directory, person);
  const standing = await services.directory.introspect(tokens);
  if (!standing) throw new Error('The directory does not know its own token.');
  return openLogin(db, services, { tokens, standing });
}

/** The generated client with a token, whatever the token is. */
export function clientWith({ url }: { readonly url: string }, token: string): ServiceClient {
  return createClient({ baseUrl: url, credentials: { sessionToken: token } });
}

/** The outcome, known to have a status; fails with the answer otherwise. */
export function expectStatus<Result extends { readonly status: number; readonly body: unknown }, Status extends Result['status']>(
  outcome: Result,
  status: Status,
): Extract<Result, { readonly status: Status }> {
  if (outcome.status === status) return outcome as Extract<Result, { readonly status: Status }>;
  throw new Error(`expected ${status}, but was answered ${outcome.status} ${JSON.stringify(outcome.body)}`);
}

/** A bot session of somebody's. */
export async function openBotSession({ client }: Person, botId: string): Promise<string> {
  return expectStatus(await client.createBotSession({ body: { bot_id: botId } }), 201).body.session_id;
}
