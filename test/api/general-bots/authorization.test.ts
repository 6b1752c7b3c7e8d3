import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '../../../generated/general-bots/contract.ts';
import { rawRequest, type RawAnswer } from '../stella/raw-request.ts';
import { openBotSession, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

let bots: GeneralBots;
let ada: Person;
let bob: Person;
let root: Person;
let groupId: string;

before(async () => {
  bots = await startGeneralBots();
  [ada, bob, root] = [await bots.signUp(), await bots.signUp(), await bots.signUp({ roles: ['admin'] })];
  await bots.addBot('helper');
  groupId = (await bots.directory.directory.createGroup({ name: 'Analysts', ownerId: ada.id })).id;
  ada = await bots.signInAgain(ada);
});

after(() => bots.close());

/** Who asks: nobody, somebody with a wrong or an ended token, the owner, another user, an administrator. */
const callers = ['nobody', 'wrong', 'ended', 'owner', 'other', 'administrator'] as const;
type Caller = (typeof callers)[number];

interface Row {
  readonly path?: () => Promise<string> | string;
  readonly body?: unknown;
  /** Statuses in the order of `callers`. */
  readonly expect: readonly [nobody: number, wrong: number, ended: number, owner: number, other: number, administrator: number];
}

const anybody = [200, 200, 200, 200, 200, 200] as const;
const signedIn = [401, 401, 401, 200, 200, 200] as const;
const administrators = [401, 401, 401, 403, 403, 200] as const;

/** Every operation with who may; what is about something of the owner's names it in `path`. */
const rows: Readonly<Record<string, Row>> = {
  beginLogin: { expect: [302, 302, 302, 302, 302, 302] },
  completeLogin: { expect: [403, 403, 403, 403, 403, 403] },
  validateSession: { expect: [401, 200, 200, 200, 200, 200] },
  getSession: { expect: signedIn },
  createBotSession: { body: { bot_id: 'helper' }, expect: [401, 401, 401, 201, 201, 201] },
  terminateSession: { path: async () => `/api/session/${await openBotSession(ada, 'helper')}`, expect: [401, 401, 401, 200, 403, 403] },
  getProfile: { expect: signedIn },
  updateProfile: { body: { first_name: 'Ada' }, expect: signedIn },
  listBots: { expect: signedIn },
  createGroup: { body: {}, expect: [401, 401, 401, 422, 422, 422] },
  listGroups: { expect: signedIn },
  listGroupMembers: { path: () => `/api/groups/${groupId}/members`, expect: [401, 401, 401, 200, 404, 200] },
  getSystemStatus: { expect: administrators },
  getSystemMetrics: { expect: administrators },
  getHealth: { expect: anybody },
};

async function tokenOf(caller: Caller): Promise<string | undefined> {
  if (caller === 'nobody') return undefined;
  if (caller === 'wrong') return 'x'.repeat(43);
  if (caller !== 'ended') return { owner: ada, other: bob, administrator: root }[caller].token;
  const again = await bots.signInAgain(bob);
  await bob.client.terminateSession({ path: { id: again.member.loginId } });
  return again.token;
}

async function ask(id: string, caller: Caller): Promise<RawAnswer> {
  const operation = contract.operations.find((each) => each.id === id);
  const path = (await rows[id]?.path?.()) ?? operation?.path ?? '';
  return rawRequest(bots.url + path, { method: operation?.method.toUpperCase(), token: await tokenOf(caller), body: rows[id]?.body, redirect: 'manual' });
}

test('every operation but signing out has its row', () => {
  assert.deepEqual(contract.operations.map(({ id }) => id).filter((id) => !(id in rows)), ['logOut']);
});

for (const [id, { expect }] of Object.entries(rows)) {
  test(`${id} answers ${callers.map((caller, index) => `${caller} ${expect[index]}`).join(', ')}`, async () => {
    for (const [index, caller] of callers.entries()) {
      const { status, body, text } = await ask(id, caller);
      assert.equal(status, expect[index], `${caller}: ${text}`);
      if (status >= 400) assert.deepEqual(Object.keys(body), ['error'], caller);
    }
  });
}

test('signing out is for who is signed in', async () => {
  for (const caller of ['nobody', 'wrong', 'ended'] as const) assert.equal((await ask('logOut', caller)).status, 401, caller);
  const again = await bots.signInAgain(bob);
  assert.equal((await rawRequest(`${bots.url}/auth/logout`, { method: 'POST', token: again.token })).status, 200);
});

test('a bearer token counts before the cookie, and a good cookie helps where the bearer token is wrong', async () => {
  const withBoth = (token: string, cookie: string) => rawRequest(`${bots.url}/api/session`, { token, headers: { cookie: `gb_session=${cookie}` } });
  assert.equal(((await withBoth(ada.token, bob.token)).body as { user_id?: string }).user_id, ada.id);
  assert.equal(((await withBoth('nonsense', bob.token)).body as { user_id?: string }).user_id, bob.id);
});
