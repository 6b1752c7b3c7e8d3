import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { OperationRow } from 'specwright/runtime';
import { contract } from '../../../generated/rustygpt/contract.ts';
import { asHeaders, clientWith, expectStatus, type Jar, password, readJar, type Person, type Rustygpt, startRustygpt } from './rustygpt.ts';
import { admitNewcomer, givenSituation, givenThings, parts, type Situation, type Things } from './situation.ts';

const callers = ['anonymous', ...parts] as const;
type Caller = (typeof callers)[number];

/** Who gets in, by the status of those who do; all others are 403, and 401 without a session. */
const read = { allowed: ['viewer', 'member', 'admin', 'owner'] };
const write = { allowed: ['member', 'admin', 'owner'] };
const manage = { allowed: ['admin', 'owner'] };
const signedIn = { allowed: parts };
const administer = { allowed: ['siteAdmin'] };
const everybody = { allowed: callers };

interface Rule {
  readonly allowed: readonly string[];
}

/** Every operation of the contract: who may, and what a request needs besides its path. */
const rules: Readonly<Record<string, readonly [Rule, ((things: Things) => object)?]>> = {
  getSetup: [everybody],
  setUp: [everybody, () => ({ username: 'ada', email: 'ada@example.com', password })],
  logIn: [everybody, () => ({ email: 'nobody@example.com', password: '' })],
  logOut: [signedIn],
  refreshSession: [signedIn],
  getMe: [signedIn],
  startGithubLogin: [everybody],
  finishGithubLogin: [everybody],
  exchangeGithubCode: [everybody, () => ({ auth_code: 'x' })],
  startAppleLogin: [everybody],
  finishAppleLogin: [everybody],
  exchangeAppleCode: [everybody, () => ({ auth_code: 'x' })],
  createConversation: [signedIn, () => ({ title: 'Tea' })],
  addParticipant: [manage, ({ user_id }) => ({ user_id, role: 'viewer' })],
  removeParticipant: [manage],
  createInvite: [manage, () => ({ email: 'grace@example.com', role: 'viewer' })],
  acceptInvite: [signedIn, ({ ownToken }) => ({ token: ownToken })],
  revokeInvite: [manage],
  listThreads: [read],
  getUnread: [read],
  getThreadTree: [read],
  postRoot: [write, () => ({ content: 'Hello' })],
  postReply: [write, () => ({ content: 'Hello' })],
  listChunks: [read],
  markThreadRead: [read, () => ({})],
  deleteMessage: [manage],
  restoreMessage: [manage],
  editMessage: [manage, () => ({ content: 'Hello' })],
  cancelAnswer: [write],
  setTyping: [write, ({ conversation_id, root_id }) => ({ conversation_id, root_id, seconds: 1 })],
  sendHeartbeat: [signedIn],
  streamConversation: [read],
  listModels: [signedIn],
  createChatCompletion: [signedIn, () => ({ model: 'gpt-4', messages: [{ role: 'user', content: 'Hello' }] })],
  listLimitProfiles: [administer],
  createLimitProfile: [administer, () => ({ name: crypto.randomUUID() })],
  updateLimitProfile: [administer, () => ({ params: {} })],
  deleteLimitProfile: [administer],
  listLimitAssignments: [administer],
  createLimitAssignment: [administer, ({ id }) => ({ profile_id: id, method: 'GET', path: '/x' })],
  deleteLimitAssignment: [administer],
  getHealth: [everybody],
  getReadiness: [everybody],
  getMetrics: [everybody],
  getWellKnown: [everybody],
  getOpenapiJson: [everybody],
  getOpenapiYaml: [everybody],
};

/** Operations of which each request needs things of its own. */
const consumes: readonly string[] = ['addParticipant', 'removeParticipant', 'acceptInvite', 'revokeInvite'];

/** Operations that end or change the session: they get one of their own. */
const usesUp: readonly string[] = ['logOut', 'refreshSession'];

let service: Rustygpt;
let situation: Situation;
/** For operations that change nothing. */
let forReaders: Things;

before(async () => {
  service = await startRustygpt();
  situation = await givenSituation(service);
  forReaders = await givenThings(service, situation, undefined);
});

after(() => service.close());

async function ask(row: OperationRow, caller: Caller, shared: Things): Promise<number> {
  const person = caller === 'anonymous' ? undefined : situation.people[caller];
  const things = consumes.includes(row.id) ? await givenThings(service, situation, person) : shared;
  if (row.id === 'removeParticipant') await admitNewcomer(service, situation, things.user_id);
  const path = row.path.replace(/\{(\w+)\}/g, (_match, name: keyof Things) => things[name]);
  const body = rules[row.id]?.[1]?.(things);
  const leave = new AbortController();
  const { status, headers } = await fetch(`${service.url}${path}`, {
    method: row.method.toUpperCase(),
    redirect: 'manual',
    signal: leave.signal,
    headers: {
      ...(person === undefined ? {} : asHeaders(await jarFor(row, person))),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  leave.abort();
  if (person !== undefined && !usesUp.includes(row.id)) jars.set(person, { ...jarOf(person), ...readJar(headers) });
  return status;
}

/** Sessions are rotated on the way, as browsers notice by themselves. */
const jars = new Map<Person, Jar>();

const jarOf = (person: Person): Jar => jars.get(person) ?? person.jar;

async function jarFor({ id }: OperationRow, person: Person): Promise<Jar> {
  return usesUp.includes(id) ? freshJar(person) : jarOf(person);
}

async function freshJar({ email }: Person): Promise<Jar> {
  return readJar(expectStatus(await clientWith(service, {}).logIn({ body: { email, password } }), 200).headers);
}

/** What a status says of the right to ask; the request itself may still be refused for another reason. */
function verdict(status: number): string {
  if (status === 401) return 'unknown';
  return status === 403 ? 'refused' : 'allowed';
}

test('the matrix has a rule for every operation of the contract, and for nothing else', () => {
  assert.deepEqual(Object.keys(rules).sort(), contract.operations.map(({ id }) => id).sort());
});

// What changes the sessions of those who ask comes last.
const last: readonly string[] = ['acceptInvite', ...usesUp];
const ordered = [...contract.operations].sort((a, b) => last.indexOf(a.id) - last.indexOf(b.id));

for (const row of ordered) {
  test(`${row.id} lets in whom it should, and nobody else`, async () => {
    const { allowed } = rules[row.id]?.[0] ?? everybody;
    const expected = callers.map((caller) => {
      if (allowed.includes(caller)) return 'allowed';
      return caller === 'anonymous' ? 'unknown' : 'refused';
    });
    const statuses = [];
    const shared = row.method === 'get' ? forReaders : await givenThings(service, situation, undefined);
    for (const caller of callers) statuses.push(await ask(row, caller, shared));
    assert.deepEqual(statuses.map(verdict), expected, statuses.join(' '));
    if (allowed !== everybody.allowed && allowed !== administer.allowed) assert.ok(Math.max(...statuses) < 404, statuses.join(' '));
  });
}
