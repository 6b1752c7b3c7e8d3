import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { importJWK, SignJWT } from 'jose';
import { redeemAssertion } from '../../../domain/credential/redeem-assertion.ts';
import { createTestDatabase } from '../../database.ts';
import { type GivenTenant, givenTenant, rules } from '../given/tenant.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const redeem = (tenant: GivenTenant, assertion: string, subject?: string) =>
  redeemAssertion(db, rules, { assertion, tenantId: tenant.id, subject });

test('an assertion works once, also when two present it at once', async () => {
  const tenant = await givenTenant(db);
  const assertion = await tenant.sign('ada');
  const attempts = await Promise.allSettled([redeem(tenant, assertion), redeem(tenant, assertion), redeem(tenant, assertion)]);
  assert.equal(attempts.filter(({ status }) => status === 'fulfilled').length, 1);
  await assert.rejects(redeem(tenant, assertion), { code: 'assertion_used' });
});

test('the same id from two tenants is two assertions', async () => {
  const [one, other] = [await givenTenant(db), await givenTenant(db)];
  for (const tenant of [one, other]) {
    assert.deepEqual(await redeem(tenant, await compose(tenant, { jti: 'same' })), { subject: 'ada' });
  }
});

test('it must be about the user and by the tenant that are meant', async () => {
  const [tenant, other] = [await givenTenant(db), await givenTenant(db)];
  assert.deepEqual(await redeem(tenant, await tenant.sign('ada'), 'ada'), { subject: 'ada' });
  await assert.rejects(redeem(tenant, await tenant.sign('ada'), 'bob'), { code: 'invalid_assertion' });
  await assert.rejects(redeem(tenant, await other.sign('ada')), { code: 'invalid_assertion' });
  await assert.rejects(redeem(tenant, await tenant.sign('ada', { audience: 'another' })), { code: 'invalid_assertion' });
  await assert.rejects(redeem(tenant, 'no token'), { code: 'invalid_assertion' });
});

test('it lives five minutes at most', async () => {
  const tenant = await givenTenant(db);
  const now = Math.floor(Date.now() / 1000);
  await assert.rejects(redeem(tenant, await tenant.sign('ada', { lifetimeSeconds: -10 })), { code: 'assertion_expired' });
  await assert.rejects(redeem(tenant, await tenant.sign('ada', { lifetimeSeconds: 301 })), { code: 'assertion_expired' });
  await assert.rejects(redeem(tenant, await compose(tenant, { iat: now + 3000, exp: now + 3100 })), {
    code: 'assertion_expired',
  });
  await assert.rejects(redeem(tenant, await compose(tenant, { iat: undefined, exp: now + 400 })), { code: 'assertion_expired' });
  assert.deepEqual(await redeem(tenant, await tenant.sign('ada', { lifetimeSeconds: 300 })), { subject: 'ada' });
});

test('it needs an id that can be kept', async () => {
  const tenant = await givenTenant(db);
  for (const jti of [undefined, '', 'x'.repeat(256), 'a\0b', 7]) {
    await assert.rejects(redeem(tenant, await compose(tenant, { jti })), { code: 'invalid_assertion' });
  }
});

async function compose({ id, key }: GivenTenant, claims: Record<string, unknown>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: id, sub: 'ada', aud: rules.audience, iat: now, exp: now + 60, jti: 'given', ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(await importJWK(key.privateJwk, 'ES256'));
}
