import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { verifyAccountToken } from '../../../domain/credential/account-token.ts';
import type { PasswordInput } from '../../../domain/identity/check-password.ts';
import { login } from '../../../domain/identity/login.ts';
import { register } from '../../../domain/identity/register.ts';
import { updateAccount } from '../../../domain/identity/update-account.ts';
import { readAccount } from '../../../domain/workspace/read-account.ts';
import { cpuTime } from '../../cpu-time.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount, password } from '../given/account.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const tokens = { secret: Buffer.alloc(32, 'k'), issuer: 'here', audience: 'tests', lifetimeSeconds: 60 };

test('whoever registers can log in, and the token says who it is', async () => {
  const { userId } = await register(db, { email: 'New@Example.com ', password });
  const { accessToken, expiresAt } = await login(db, tokens, { email: ' nEW@example.com', password });
  assert.deepEqual(await verifyAccountToken(tokens, accessToken), { kind: 'account', tenantId: 'default', userId });
  assert.ok(Math.abs(expiresAt.getTime() - Date.now() - 60_000) < 5000);
});

test('an address belongs to one account, however it is spelt, also when two register at once', async () => {
  const both = await Promise.allSettled([
    register(db, { email: 'twice@example.com', password }),
    register(db, { email: 'TWICE@example.com', password }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(register(db, { email: 'twice@Example.com', password }), { code: 'email_taken' });
  const [{ users } = { users: 0 }] = await db.query<{ users: number }>(SQL`
    select count(*)::int as users from users u where not exists (select from email_identities e where e.user_id = u.id)
  `);
  assert.equal(users, 0);
});

test('an unknown address and a wrong password are told apart, after about the same time', async () => {
  const { email } = await givenAccount(db);
  const timed = (input: PasswordInput, code: string) => cpuTime(() => assert.rejects(login(db, tokens, input), { code }));
  await timed({ email: 'nobody@example.com', password }, 'user_not_found');
  const wrong = await timed({ email, password: 'wrong' }, 'wrong_password');
  const unknown = await timed({ email: 'nobody@example.com', password }, 'user_not_found');
  assert.ok(unknown > wrong / 4, `unknown took ${unknown} ms, wrong ${wrong} ms`);
});

test('the password is kept as an argon2id hash only', async () => {
  const { userId } = await givenAccount(db);
  const [row] = await db.query<{ hash: string }>(SQL`select hash from passwords where user_id = ${userId}`);
  assert.match(row?.hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('an account can take another address, but not one that is taken', async () => {
  const ada = await givenAccount(db);
  const bob = await givenAccount(db);
  assert.deepEqual(await updateAccount(db, ada, { email: 'Ada@new.example' }), { email: 'ada@new.example' });
  assert.equal((await login(db, tokens, { email: 'ada@new.example', password })).userId, ada.userId);
  await assert.rejects(updateAccount(db, bob, { email: 'ADA@new.example' }), { code: 'email_taken' });
  assert.deepEqual(await updateAccount(db, ada, { email: 'ada@new.example' }), { email: 'ada@new.example' });
  assert.deepEqual(await updateAccount(db, bob, {}), { email: bob.email });
});

test('an account that was deleted while its token is good is not found', async () => {
  const actor = await givenAccount(db);
  await db.query(SQL`delete from users where id = ${actor.userId}`);
  await assert.rejects(updateAccount(db, actor, { email: 'x@example.com' }), { code: 'user_not_found' });
  await assert.rejects(readAccount(db, actor), { code: 'user_not_found' });
});
