import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import type { TenantTokenRules } from '../../../domain/credential/tenant-jwt.ts';
import { verifyTenantToken } from '../../../domain/credential/verify-tenant-token.ts';
import { createSigningKey, signAsTenant } from '../../../domain/demo/demo-key.ts';
import { setRatePolicy } from '../../../domain/limit/set-rate-policy.ts';
import { saveTenant } from '../../../domain/tenant/save-tenant.ts';
import type { KeyAlgorithm } from '../../../domain/tenant/tenant.ts';
import { createTestDatabase } from '../../database.ts';
import { type GivenTenant, givenTenant, rules, settings } from '../given/tenant.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const verify = (token: string, with_: TenantTokenRules = rules) => verifyTenantToken(db, with_, token);

/** A token whose every part can be chosen. */
function compose(tenantId: string, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) {
  return new SignJWT({
    iss: tenantId,
    sub: 'ada',
    aud: rules.audience,
    exp: Math.floor(Date.now() / 1000) + 60,
    ...claims,
  }).setProtectedHeader({ alg: 'ES256', ...header });
}

/** Gives the tenant a new key, in place of its own. */
async function giveKey({ id }: GivenTenant, algorithm: KeyAlgorithm) {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = { id: 'k', algorithm, jwk: { ...(await exportJWK(publicKey)) } };
  await saveTenant(db, { id, name: 'x', settings, keys: [key] });
  return privateKey;
}

test('the role in a token says what its bearer may be', async () => {
  const tenant = await givenTenant(db);
  const kinds = { customer: 'tenant-user', agent: 'tenant-agent', service: 'tenant-service' } as const;
  for (const role of ['customer', 'agent', 'service'] as const) {
    const { kind, tenantId, subject } = await verify(await tenant.sign('ada', { role }));
    assert.deepEqual({ kind, tenantId, subject }, { kind: kinds[role], tenantId: tenant.id, subject: 'ada' });
  }
  assert.equal((await verify(await tenant.sign('ada'))).kind, 'tenant-user');
  const privateKey = await giveKey(tenant, 'ES256');
  await assert.rejects(verify(await compose(tenant.id, { role: 'toString' }).sign(privateKey)), { code: 'invalid_token' });
  await assert.rejects(verify(await compose(tenant.id, { role: ['agent'] }).sign(privateKey)), { code: 'invalid_token' });
});

test('a token tells when it is over, and brings the limits of its tenant', async () => {
  const tenant = await givenTenant(db);
  const { expiresAt, ratePolicy } = await tenant.actor('ada');
  assert.ok(Math.abs(expiresAt.getTime() - Date.now() - 300_000) < 5000);
  assert.deepEqual(ratePolicy, { requests: 10, windowSeconds: 60 });
  await setRatePolicy(db, tenant.id, { requests: 3, windowSeconds: 30 });
  assert.deepEqual((await tenant.actor('ada')).ratePolicy, { requests: 3, windowSeconds: 30 });
});

test('a token that is over, or for another service, is refused', async () => {
  const tenant = await givenTenant(db);
  await assert.rejects(verify(await tenant.sign('ada', { lifetimeSeconds: -10 })), { code: 'token_expired' });
  await assert.rejects(verify(await tenant.sign('ada', { audience: 'another' })), { code: 'invalid_token' });
});

test('a token of one tenant cannot be signed with the key of another', async () => {
  const [one, other] = [await givenTenant(db), await givenTenant(db)];
  const forged = await signAsTenant(other.key, { tenantId: one.id, subject: 'ada', ...rules });
  await assert.rejects(verify(forged), { code: 'invalid_token' });
});

test('a tenant that does not exist, no issuer, no subject, no expiry, no token: all are refused alike', async () => {
  const tenant = await givenTenant(db);
  const privateKey = await giveKey(tenant, 'ES256');
  const tokens = [
    await tenant.sign('ada').then((token) => token.replace(/\.[^.]*$/, '.')),
    await signAsTenant(await createSigningKey(), { tenantId: 'nowhere', subject: 'ada', ...rules }),
    await compose(tenant.id, { iss: undefined }).sign(privateKey),
    await compose(tenant.id, { iss: 'a\0b' }).sign(privateKey),
    await compose(tenant.id, {}, { kid: 'a\0b' }).sign(privateKey),
    await compose(tenant.id, {}, { kid: 'another' }).sign(privateKey),
    await compose(tenant.id, { sub: undefined }).sign(privateKey),
    await compose(tenant.id, { sub: 'a b' }).sign(privateKey),
    await compose(tenant.id, { exp: undefined }).sign(privateKey),
    new UnsecuredJWT({ iss: tenant.id, sub: 'ada', aud: rules.audience }).setExpirationTime('1m').encode(),
    'a.b.c',
    '',
  ];
  for (const token of tokens) await assert.rejects(verify(token), { code: 'invalid_token' }, token);
  assert.equal((await verify(await compose(tenant.id).sign(privateKey))).subject, 'ada');
});

test('during a change of keys both the old and the new one are good', async () => {
  const tenant = await givenTenant(db);
  const next = { ...(await createSigningKey()), id: 'next' };
  const keys = [tenant.key, next].map(({ id, algorithm, publicJwk }) => ({ id, algorithm, jwk: { ...publicJwk } }));
  await saveTenant(db, { id: tenant.id, name: 'x', settings, keys });
  for (const key of [tenant.key, next]) {
    assert.equal((await verify(await signAsTenant(key, { tenantId: tenant.id, subject: 'ada', ...rules }))).subject, 'ada');
  }
  const unnamed = await compose(tenant.id).sign(await importJWK(next.privateJwk, 'ES256'));
  assert.equal((await verify(unnamed)).subject, 'ada');
});

for (const algorithm of ['RS256', 'PS256', 'ES256', 'EdDSA'] as const) {
  test(`a key for ${algorithm} verifies ${algorithm}`, async () => {
    const tenant = await givenTenant(db);
    const privateKey = await giveKey(tenant, algorithm);
    assert.equal((await verify(await compose(tenant.id, {}, { alg: algorithm }).sign(privateKey))).subject, 'ada');
  });
}

test('a shared secret is good only where the rules allow it, and never stands in for a public key', async () => {
  const tenant = await givenTenant(db);
  const secret = Buffer.alloc(32, 's');
  const k = secret.toString('base64url');
  const token = await compose(tenant.id, {}, { alg: 'HS256' }).sign(secret);
  await saveTenant(db, { id: tenant.id, name: 'x', settings, keys: [{ id: 'k', algorithm: 'HS256', jwk: { kty: 'oct', k } }] });
  await assert.rejects(verify(token), { code: 'invalid_token' });
  const allowed: readonly KeyAlgorithm[] = ['HS256'];
  assert.equal((await verify(token, { ...rules, algorithms: allowed })).subject, 'ada');
});

test('a private key is not taken into the database', async () => {
  const { privateJwk, ...key } = await createSigningKey();
  const tenant = { id: 'careless', name: 'x', settings, keys: [{ id: 'k', algorithm: key.algorithm, jwk: { ...privateJwk } }] };
  await assert.rejects(saveTenant(db, tenant), { code: 'invalid_input' });
});
