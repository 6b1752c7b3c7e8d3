import { createClient, type ServiceClient } from '../../../generated/stella/client/index.ts';
import { startService, type StartedService, type StartOptions } from '../start-service.ts';

/** A running service, and whoever a test needs to talk to it. */
export interface Stella extends StartedService {
  /** The generated client as nobody. */
  readonly client: ServiceClient;
  /** Registers somebody new and logs them in. */
  signUp(): Promise<Person>;
}

/** Somebody with an account. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly userId: string;
  readonly token: string;
  /** The generated client, signed in. */
  readonly client: ServiceClient;
}

export const password = 'correct horse battery staple';

let people = 0;

export async function startStella(options?: StartOptions): Promise<Stella> {
  const started = await startService('stella', options);
  const client = createClient({ baseUrl: started.url });
  return { ...started, client, signUp: () => signUp(started.url, client) };
}

/** The generated client with a token, whatever the token is. */
export function clientWith({ url }: { readonly url: string }, token: string): ServiceClient {
  return createClient({ baseUrl: url, credentials: { accessToken: token } });
}

async function signUp(url: string, nobody: ServiceClient): Promise<Person> {
  people += 1;
  const email = `person-${people}@example.com`;
  expectStatus(await nobody.registerUser({ body: { email, password } }), 200);
  const { body } = expectStatus(await nobody.logIn({ body: { email, password } }), 200);
  const client = clientWith({ url }, body.access_token);
  const { user } = expectStatus(await client.getUser(), 200).body;
  return { email, password, userId: user.user_id, token: body.access_token, client };
}

/** The outcome, known to have a status; fails with the answer otherwise. */
export function expectStatus<Result extends { readonly status: number; readonly body: unknown }, Status extends Result['status']>(
  outcome: Result,
  status: Status,
): Extract<Result, { readonly status: Status }> {
  if (outcome.status === status) return outcome as Extract<Result, { readonly status: Status }>;
  throw new Error(`expected ${status}, but was answered ${outcome.status} ${JSON.stringify(outcome.body)}`);
}

/** A workspace of somebody's. */
export async function addWorkspace({ client }: Person, name?: string): Promise<string> {
  return expectStatus(await client.createWorkspace({ body: { name } }), 200).body.workspace.workspace_id;
}

/** A chat of somebody's, in a workspace of theirs. */
export async function addChat(person: Person, workspaceId?: string): Promise<string> {
  const workspace_id = workspaceId ?? (await addWorkspace(person));
  return expectStatus(await person.client.createChat({ query: { workspace_id } }), 200).body.chat.chat_id;
}
