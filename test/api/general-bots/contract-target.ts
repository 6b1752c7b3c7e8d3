import { randomUUID } from 'node:crypto';
import type { ContractTarget } from '../contract-target.ts';
import { Browser } from '../../domain/directory/browser.ts';
import { openBotSession, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

/** An administrator who owns what all fixtures are about, and somebody else who may not see it. */
export async function startContractTarget() {
  const bots = await startGeneralBots();
  const [ada, bob, carol] = [await bots.signUp({ roles: ['admin'] }), await bots.signUp(), await bots.signUp()];
  await bots.addBot('helper', { suggestions: [{ text: 'What can you do?' }] });
  const group = await bots.directory.directory.createGroup({ name: 'Contract', ownerId: ada.id });
  const fixtures = {
    beginLogin: () => ({ query: { redirect: '/api/bots' } }),
    completeLogin: () => comeBack(bots, carol),
    getSession: () => ({}),
    createBotSession: () => ({ body: { bot_id: 'helper' } }),
    terminateSession: async () => ({ path: { id: await openBotSession(ada, 'helper') } }),
    // Whoever signs out needs another token each time.
    logOut: async () => ({ headers: { authorization: `Bearer ${(await bots.signInAgain(carol)).token}` } }),
    validateSession: () => ({}),
    getProfile: () => ({}),
    updateProfile: () => ({ body: { first_name: 'Ada' } }),
    listBots: () => ({}),
    createGroup: () => ({ body: { name: `Group ${randomUUID()}` } }),
    listGroups: () => ({}),
    listGroupMembers: () => ({ path: { id: group.id } }),
    getSystemStatus: () => ({}),
    getSystemMetrics: () => ({}),
    getHealth: () => ({}),
  };
  const channels = {
    chat: () => ({ query: { bot_name: 'helper' } }),
    receiveMessage: () => ({ body: { type: 'message', content: 'What can you do?' } }),
  };
  const credentials = (person: Person) => ({ sessionToken: person.token, sessionCookie: person.token });
  return { baseUrl: bots.url, credentials: credentials(ada), strangers: credentials(bob), fixtures, channels, close: () => bots.close() } satisfies ContractTarget;
}

/** The directory's answer to somebody who has just signed in there, before the service has seen it. */
async function comeBack({ url }: GeneralBots, { username, password }: Person) {
  const browser = new Browser();
  const stopBefore = `${url}/auth/callback`;
  const page = await browser.open(`${url}/auth/login`, { stopBefore });
  const { searchParams } = (await browser.submit(page, { username, password }, { stopBefore })).url;
  return { query: Object.fromEntries(searchParams), headers: { cookie: `gb_login=${browser.cookie('gb_login')}` } };
}
