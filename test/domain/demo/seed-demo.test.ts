import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { verifyTenantToken } from '../../../domain/credential/verify-tenant-token.ts';
import { createSigningKey, signAsTenant, toTenantKey } from '../../../domain/demo/demo-key.ts';
import { demoEmail, demoTenantId, seedDemo } from '../../../domain/demo/seed-demo.ts';
import { login } from '../../../domain/identity/login.ts';
import { createTestDatabase } from '../../database.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const tokens = { secret: Buffer.alloc(32, 'k'), issuer: 'here', audience: 'tests', lifetimeSeconds: 60 };

test('the demo data can be put in again and again, and the password and keys are those of the last time', async () => {
  const [before, key] = [await createSigningKey(), await createSigningKey()];
  await seedDemo(db, { password: 'before', keys: [toTenantKey(before)] });
  await seedDemo(db, { password: 'now', keys: [toTenantKey(key)] });
  await login(db, tokens, { email: demoEmail, password: 'now' });
  await assert.rejects(login(db, tokens, { email: demoEmail, password: 'before' }), { code: 'wrong_password' });
  const sign = (with_: typeof key) => signAsTenant(with_, { tenantId: demoTenantId, subject: 'ada', audience: 'tests' });
  assert.equal((await verifyTenantToken(db, { audience: 'tests' }, await sign(key))).tenantId, demoTenantId);
  await assert.rejects(verifyTenantToken(db, { audience: 'tests' }, await sign(before)), { code: 'invalid_token' });
  assert.deepEqual(await db.query(SQL`select id from agents order by id`), [
    { id: 'archivist' },
    { id: 'coordinator_agent' },
    { id: 'default' },
    { id: 'operations' },
    { id: 'welcome_agent' },
  ]);
});

test('what is kept of a key cannot sign', async () => {
  assert.ok(!('d' in toTenantKey(await createSigningKey()).jwk));
});
