import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { rawRequest } from './raw-request.ts';
import { expectStatus, password, startStella, type Stella } from './stella.ts';

let stella: Stella;

before(async () => {
  stella = await startStella();
});

after(() => stella.close());

function post(body: unknown) {
  return rawRequest(`${stella.url}/register`, { method: 'POST', body });
}

test('a new user is created, and can log in', async () => {
  const created = await stella.client.registerUser({ body: { email: 'ada@example.com', password } });
  assert.equal(created.status, 200);
  assert.deepEqual(created.body, { msg: 'User created successfully', email: 'ada@example.com' });
  expectStatus(await stella.client.logIn({ body: { email: 'ada@example.com', password } }), 200);
});

test('only an argon2id hash of the password is kept', async () => {
  expectStatus(await stella.client.registerUser({ body: { email: 'hashed@example.com', password } }), 200);
  const rows = await stella.db.query<{ hash: string }>(SQL`
    select p.hash
    from passwords p
    join email_identities e using (user_id)
    where e.email = 'hashed@example.com'
  `);
  assert.equal(rows.length, 1);
  assert.match(rows[0]?.hash ?? '', /^\$argon2id\$/);
});

test('an address that is taken is refused, however it is written', async () => {
  expectStatus(await stella.client.registerUser({ body: { email: 'taken@example.com', password } }), 200);
  for (const email of ['taken@example.com', 'Taken@Example.COM']) {
    const refused = await stella.client.registerUser({ body: { email, password } });
    assert.equal(refused.status, 400);
    assert.deepEqual(refused.body, { msg: 'User already exists' });
  }
});

test('of two who register an address at once, one gets it', async () => {
  const body = { email: 'both@example.com', password };
  const outcomes = await Promise.all([stella.client.registerUser({ body }), stella.client.registerUser({ body })]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), [200, 400]);
});

test('a missing or empty email or password has one text', async () => {
  const bodies = [{}, { email: 'a@example.com' }, { password }, { email: '', password }, { email: 'a@example.com', password: '' }, { email: 'no address' }];
  for (const body of bodies) {
    const refused = await post(body);
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.deepEqual(refused.body, { msg: 'Missing email/password parameter' }, JSON.stringify(body));
  }
});

test('what is there but wrong is told with its place', async () => {
  const cases: [body: unknown, pointers: string[]][] = [
    [{ email: 'no address', password }, ['/email']],
    [{ email: `${'a'.repeat(250)}@example.com`, password }, ['/email']],
    [{ email: 7, password: true }, ['/email', '/password']],
    [{ email: null, password }, ['/email']],
    [{ email: 'a@example.com', password: 'x'.repeat(1025) }, ['/password']],
    [[], ['']],
    [null, ['']],
    ['text', ['']],
  ];
  for (const [body, pointers] of cases) {
    const refused = await post(JSON.stringify(body));
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.equal(refused.body.msg, 'Invalid request', JSON.stringify(body));
    assert.deepEqual([...new Set(refused.body.errors?.map(({ pointer }) => pointer))], pointers);
    assert.ok(refused.body.errors?.every(({ in: part }) => part === 'body'));
  }
});

test('a password of 1024 characters is taken, and fields that nobody knows are passed over', async () => {
  const long = 'ü'.repeat(1024);
  assert.equal((await post({ email: 'long@example.com', password: long, newsletter: true })).status, 200);
  expectStatus(await stella.client.logIn({ body: { email: 'long@example.com', password: long } }), 200);
});
