import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rawRequest, type RawAnswer } from './raw-request.ts';
import { startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

type Request = () => Promise<RawAnswer>;

/** Asks until the limit of a minute is met, many at a time; the limit refills meanwhile, so that a slow machine has more to ask. */
async function exhaust(request: Request, limit: number): Promise<RawAnswer> {
  const started = performance.now();
  const granted = () => limit + ((performance.now() - started) / 60_000) * limit;
  for (let asked = 0; asked < granted() + 50; asked += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, request));
    const refused = answers.find(({ status }) => status === 429);
    if (refused) return refused;
  }
  throw new Error(`${limit} a minute were allowed, and more`);
}

/** A limit and its rest, as the answer tells them. */
function state({ headers }: RawAnswer): { limit: number; remaining: number; reset: number } {
  const read = (name: string) => Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  return { limit: read('limit'), remaining: read('remaining'), reset: read('reset') };
}

/** Begins below the contract's number, then refuses. */
async function expectLimit(request: Request, limit: number): Promise<void> {
  const first = state(await request());
  assert.equal(first.limit, limit);
  assert.ok(first.remaining < limit);
  const refused = await exhaust(request, limit);
  assert.deepEqual(refused.body, { msg: 'Too many requests' });
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  const { remaining, reset } = state(refused);
  assert.equal(remaining, 0);
  assert.ok(reset >= Date.now() / 1000 && reset <= Date.now() / 1000 + 62);
}

test('logging in is limited to 30 attempts a minute from one address, whatever they are', () =>
  expectLimit(() => rawRequest(`${stella.url}/auth/login`, { method: 'POST', body: '{"email": ' }), 30));

test('registering is limited to 60 a minute from one address', () =>
  expectLimit(() => rawRequest(`${stella.url}/register`, { method: 'POST' }), 60));

test('installing packages is limited to 30 a minute and user, by either method', async () => {
  const bob = await signUpElsewhere();
  let turn = 0;
  await expectLimit(() => rawRequest(`${stella.url}/agent/download`, { method: (turn += 1) % 2 ? 'GET' : 'POST', token: bob.token }), 30);
});

test('each user may make 600 requests a minute, all operations together', async () => {
  let turn = 0;
  await expectLimit(() => rawRequest(`${stella.url}/${(turn += 1) % 2 ? 'user' : 'workspace'}`, { token: ada.token }), 600);
});

test("one user's limit is not another's", async () => {
  const [bob, eve] = [await signUpElsewhere(), await signUpElsewhere()];
  const read = (person: Person) => rawRequest(`${stella.url}/user`, { token: person.token });
  await exhaust(() => read(bob), 600);
  assert.equal(state(await read(eve)).remaining, 599);
});

test('a request that is refused for its token counts for nobody', async () => {
  const refused = await rawRequest(`${stella.url}/user`, { token: 'nonsense' });
  assert.equal(refused.status, 422);
  assert.equal(refused.headers.get('x-ratelimit-limit'), null);
});

/** On another node of the same service, whose counts are its own: here the login is exhausted. */
async function signUpElsewhere(): Promise<Person> {
  const elsewhere = await startStella({ databaseUrl: stella.databaseUrl, services: stella.services });
  try {
    return await elsewhere.signUp();
  } finally {
    await elsewhere.close();
  }
}
