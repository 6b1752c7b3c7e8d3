import { SQL } from 'sql-template-strings';
import { createClient, type ServiceClient } from '../../../generated/rustygpt/client/index.ts';
import { openCookieSession } from '../../../domain/cookie-session/open-cookie-session.ts';
import { grantRole } from '../../../domain/user/grant-role.ts';
import type { SiteRole } from '../../../domain/user/site-role.ts';
import { givenAccount, password } from '../../domain/given/account.ts';
import { startService, type StartedService, type StartOptions } from '../start-service.ts';

/** A running service, and whoever a test needs to talk to it. */
export interface Rustygpt extends StartedService {
  /** The generated client as nobody. */
  readonly client: ServiceClient;
  /** Adds somebody with these roles, without having been set up, and opens a session of theirs. */
  signUp(...roles: SiteRole[]): Promise<Person>;
}

/** Cookies as a browser keeps them, by name. */
export type Jar = Readonly<Record<string, string>>;

/** Somebody with an account and a session. */
export interface Person {
  readonly email: string;
  readonly userId: string;
  readonly jar: Jar;
  /** The generated client, signed in. */
  readonly client: ServiceClient;
}

export { password };

export async function startRustygpt(options?: StartOptions): Promise<Rustygpt> {
  const started = await startService('rustygpt', options);
  const client = createClient({ baseUrl: started.url });
  return { ...started, client, signUp: (...roles) => signUp(started, roles) };
}

let people = 0;

/** What a session is bound to: those who ask in tests. */
const client = { address: '127.0.0.1', userAgent: 'node' };

async function signUp({ url, db, services: { cookieSessions } }: StartedService, roles: readonly SiteRole[]): Promise<Person> {
  people += 1;
  const { email, userId } = await givenAccount(db, `person-${people}@example.com`);
  for (const role of roles) await grantRole(db, userId, role);
  const { secrets } = await openCookieSession(db, cookieSessions, { userId, client });
  const jar = { SESSION_ID: secrets.token, 'CSRF-TOKEN': secrets.csrfToken };
  return { email, userId, jar, client: clientWith({ url }, jar) };
}

/** The generated client with the cookies of a jar, and the CSRF header that belongs to them. */
export function clientWith({ url }: { readonly url: string }, jar: Jar): ServiceClient {
  const { SESSION_ID: session, 'CSRF-TOKEN': csrf } = jar;
  return createClient({ baseUrl: url, credentials: { session, csrfCookie: csrf, csrfToken: csrf } });
}

/** What an answer sets; a cookie that it clears has an empty value. */
export function readJar(headers: Headers): Jar {
  const pairs = headers.getSetCookie().map((line) => (line.split(';', 1)[0] ?? '').split('='));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}

/** A jar as the header `Cookie`, with the CSRF header beside it. */
export function asHeaders(jar: Jar): Record<string, string> {
  const cookie = Object.entries(jar).map(([name, value]) => `${name}=${value}`).join('; ');
  return { cookie, 'x-csrf-token': jar['CSRF-TOKEN'] ?? '' };
}

/** The outcome, known to have a status; fails with the answer otherwise. */
export function expectStatus<Result extends { readonly status: number; readonly body: unknown }, Status extends Result['status']>(
  outcome: Result,
  status: Status,
): Extract<Result, { readonly status: Status }> {
  if (outcome.status === status) return outcome as Extract<Result, { readonly status: Status }>;
  throw new Error(`expected ${status}, but was answered ${outcome.status} ${JSON.stringify(outcome.body)}`);
}

/** Moves everything that sessions remember of time into the past, as if so many seconds had gone by. */
export async function letTimePass({ db }: Pick<StartedService, 'db'>, seconds: number): Promise<void> {
  await db.query(SQL`
    update cookie_sessions
    set
      issued_at = issued_at - make_interval(secs => ${seconds}),
      rotated_at = rotated_at - make_interval(secs => ${seconds}),
      used_at = used_at - make_interval(secs => ${seconds}),
      previous_until = previous_until - make_interval(secs => ${seconds}),
      expires_at = expires_at - make_interval(secs => ${seconds}),
      absolute_expires_at = absolute_expires_at - make_interval(secs => ${seconds})
  `);
}
