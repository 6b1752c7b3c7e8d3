import { join } from 'node:path';
import type { Database } from '../domain/database/database.ts';
import { createSigningKey, signAsTenant, toTenantKey, type SigningKey } from '../domain/demo/demo-key.ts';
import { demoEmail, demoMember, demoTenantId, seedDemo } from '../domain/demo/seed-demo.ts';
import type { Configuration } from './configuration.ts';
import { tenantAudience } from './domain-services.ts';
import { localName } from './local-name.ts';
import { keepSecret, machineSecret, readSecret } from './machine-secret.ts';

export interface Demo {
  readonly email: string;
  readonly password: string;
  readonly key: SigningKey;
}

/** A tenant with a key and an account with a password, both of this machine, for trying the services out. */
export async function prepareDemo(db: Database, dataDirectory: string): Promise<Demo> {
  const password = machineSecret(dataDirectory, 'demo-password').slice(0, 16);
  const key = await demoKey(dataDirectory);
  await seedDemo(db, { password, keys: [toTenantKey(key)] });
  return { email: demoEmail, password, key };
}

/** The private key that this machine plays the demo tenant with. */
export async function demoKey(dataDirectory: string): Promise<SigningKey> {
  const name = 'demo-tenant-key';
  const kept = readSecret(dataDirectory, name) ?? keepSecret(dataDirectory, name, JSON.stringify(await createSigningKey()));
  return JSON.parse(kept) as SigningKey;
}

/** Lines to paste, one for each service that runs. */
export function demoExamples(
  services: readonly { readonly name: string; readonly url: string }[],
  { directory, web, dataDirectory }: Pick<Configuration, 'directory' | 'web' | 'dataDirectory'>,
  demo: Demo | undefined,
): string[] {
  return services.map(({ name, url }) => {
    if (name === 'general-bots' && demo && directory.kind === 'embedded') return signInExample(web.publicUrl ?? localName(url), demo, dataDirectory);
    if (name === 'rustygpt') return demo ? `curl -i ${logInExample(`${url}/api`, demo)}` : `curl ${url}/api/setup`;
    if (name !== 'stella') return `curl ${url}/health`;
    return demo ? `curl ${logInExample(url, demo)}` : `curl ${url}/ping`;
  });
}

function logInExample(url: string, { email, password }: Demo): string {
  return `${url}/auth/login -H 'content-type: application/json' -d '${JSON.stringify({ email, password })}'`;
}

/** Signs in at the embedded directory as a browser would, lists the bots, and keeps the session's cookie for further lines. */
function signInExample(url: string, { password }: Demo, dataDirectory: string): string {
  // Among the secrets, which only their owner can read.
  const cookies = `'${join(dataDirectory, 'secrets', 'demo-cookies').replaceAll("'", String.raw`'\''`)}'`;
  const page = `curl -sL -b '' -c ${cookies} -o /dev/null -w '%{url_effective}' '${url}/auth/login?redirect=/api/bots'`;
  return `curl -sL -b ${cookies} -c ${cookies} -d username=${demoMember} -d password=${password} "$(${page})"`;
}

/** How to sign in with a browser, where the directory is the embedded one. */
export function signInHints(services: readonly { readonly name: string; readonly url: string }[], { directory, web }: Configuration, demo: Demo | undefined): string[] {
  const url = services.find(({ name }) => name === 'general-bots')?.url;
  if (url === undefined || !demo || directory.kind !== 'embedded') return [];
  return [`Sign in with a browser: ${web.publicUrl ?? localName(url)}/auth/login?redirect=/api/users/me as ${demoMember} (or guest), password ${demo.password}`];
}

interface SessionExample {
  readonly url: string;
  readonly user: string;
  readonly dataDirectory: string;
}

/** A request that opens a session as a customer of the demo tenant would; its assertion works once, for four minutes. */
export async function openSessionExample({ url, user, dataDirectory }: SessionExample): Promise<string> {
  const claims = { tenantId: demoTenantId, subject: user, audience: tenantAudience };
  const key = await demoKey(dataDirectory);
  const bearer = await signAsTenant(key, { ...claims, role: 'customer', lifetimeSeconds: 3600 });
  const assertion = await signAsTenant(key, { ...claims, lifetimeSeconds: 240 });
  const body = JSON.stringify({ tenant_id: demoTenantId, user_id: user, auth_assertion: assertion });
  return `curl ${url}/v1/sessions -H 'authorization: Bearer ${bearer}' -H 'content-type: application/json' -d '${body}'`;
}
