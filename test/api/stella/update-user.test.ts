import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { rawRequest } from './raw-request.ts';
import { expectStatus, password, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

function put(body: unknown) {
  return rawRequest(`${stella.url}/user`, { method: 'PUT', token: ada.token, body });
}

async function readEmail(person: Person): Promise<string> {
  return expectStatus(await person.client.getUser(), 200).body.user.email;
}

test('a new address takes the place of the old one, and the token stays valid', async () => {
  const bob = await stella.signUp();
  const updated = await bob.client.updateUser({ body: { email: 'new-address@example.com' } });
  assert.equal(updated.status, 200);
  assert.deepEqual(updated.body, { msg: 'User updated' });
  assert.equal(await readEmail(bob), 'new-address@example.com');
  expectStatus(await stella.client.logIn({ body: { email: 'new-address@example.com', password } }), 200);
  expectStatus(await stella.client.logIn({ body: { email: bob.email, password } }), 404);
});

test('an empty object changes nothing', async () => {
  expectStatus(await ada.client.updateUser({ body: {} }), 200);
  assert.equal(await readEmail(ada), ada.email);
});

test("one's own address is not taken", async () => {
  expectStatus(await ada.client.updateUser({ body: { email: ada.email } }), 200);
});

test("somebody else's address is", async () => {
  const bob = await stella.signUp();
  const refused = await ada.client.updateUser({ body: { email: bob.email.toUpperCase() } });
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.body, { msg: 'User already exists' });
  assert.equal(await readEmail(ada), ada.email);
});

test('an address that is none is refused with its place', async () => {
  for (const email of ['', 'no address', null, 7]) {
    const refused = await put({ email });
    assert.equal(refused.status, 400, JSON.stringify(email));
    assert.equal(refused.body.msg, 'Invalid request');
    assert.ok(refused.body.errors?.every(({ pointer }) => pointer === '/email'));
  }
});

test('a user who was removed is not found', async () => {
  const gone = await stella.signUp();
  await stella.db.query(SQL`delete from users where id = ${gone.userId}`);
  const refused = await gone.client.updateUser({ body: { email: 'ghost@example.com' } });
  assert.equal(refused.status, 404);
  assert.deepEqual(refused.body, { msg: 'User not found' });
});
