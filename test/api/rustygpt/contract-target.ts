import { randomUUID } from 'node:crypto';
import { SQL } from 'sql-template-strings';
import { createApple } from '../../../domain/oauth/apple.ts';
import { createGithub } from '../../../domain/oauth/github.ts';
import type { Fixture } from '../../../conformance/verify/supply.ts';
import type { ContractTarget } from '../contract-target.ts';
import { startConversations } from './contract-fixtures.ts';
import { comeBackWith } from './providers/come-back.ts';
import { startOidcServer, type OidcServer } from './providers/oidc-server.ts';
import { expectStatus, password, type Person, type Rustygpt } from './rustygpt.ts';

type Make = () => Fixture | Promise<Fixture>;

/** What an administrator keeps: each time a profile of its own. */
function limitFixtures({ client }: Person) {
  const addProfile = async () => expectStatus(await client.createLimitProfile({ body: { name: randomUUID() } }), 201).body.id;
  const onProfile = async () => ({ path: { id: await addProfile() } });
  const assignment = async () => ({ profile_id: await addProfile(), method: 'GET', path: `/unused/${randomUUID()}` });
  return {
    listLimitProfiles: () => ({}),
    createLimitProfile: () => ({ body: { name: randomUUID() } }),
    updateLimitProfile: async () => ({ ...(await onProfile()), body: { params: { burst: 2 } } }),
    deleteLimitProfile: onProfile,
    listLimitAssignments: () => ({}),
    createLimitAssignment: async () => ({ body: await assignment() }),
    deleteLimitAssignment: async () => ({ path: { id: expectStatus(await client.createLimitAssignment({ body: await assignment() }), 201).body.id } }),
  } satisfies Record<string, Make>;
}

/** Each time somebody has just signed in at the provider. */
function providerFixtures(service: Rustygpt, server: OidcServer) {
  let accounts = 0;
  const back = (site: 'github' | 'apple') => comeBackWith(service, server, site, { sub: String((accounts += 1)) });
  const callback = (site: 'github' | 'apple') => async () => {
    const { query, cookies } = await back(site);
    return { query, headers: { cookie: `OAUTH_STATE=${cookies.OAUTH_STATE}` } };
  };
  const code = (site: 'github' | 'apple') => async () => {
    const { query, cookies } = await back(site);
    return { body: { auth_code: query.code, code_verifier: cookies.OAUTH_STATE } };
  };
  return {
    startGithubLogin: () => ({}),
    finishGithubLogin: callback('github'),
    exchangeGithubCode: code('github'),
    startAppleLogin: () => ({}),
    finishAppleLogin: callback('apple'),
    exchangeAppleCode: code('apple'),
  } satisfies Record<string, Make>;
}

/** The first administrator of an installation that has none, each time anew. */
function setUpFixture({ db }: Rustygpt): Make {
  return async () => {
    await db.query(SQL`delete from installation`);
    const username = randomUUID();
    return { body: { username, email: `${username}@example.com`, password } };
  };
}

/** The whole service, with a provider to sign in at. */
export async function startContractTarget() {
  const server = await startOidcServer();
  const oauth = { github: createGithub(server.github), apple: createApple(server.apple), landing: '/', allowsManual: true };
  const wellKnown = new Map([['security.txt', { contentType: 'text/plain', body: 'Contact: mailto:security@example.com' }]]);
  const target = await startConversations({ services: { oauth, wellKnown } });
  const fixtures = {
    ...target.fixtures,
    ...limitFixtures(await target.service.signUp('admin')),
    ...providerFixtures(target.service, server),
    setUp: setUpFixture(target.service),
    getWellKnown: () => ({ path: { path: 'security.txt' } }),
  };
  const close = async () => {
    await target.close();
    await server.close();
  };
  return { ...target, fixtures, close } satisfies ContractTarget;
}
