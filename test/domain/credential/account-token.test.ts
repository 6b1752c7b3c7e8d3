import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { issueAccountToken, verifyAccountToken } from '../../../domain/credential/account-token.ts';

const settings = { secret: Buffer.alloc(32, 'k'), issuer: 'here', audience: 'tests', lifetimeSeconds: 60 };
const account = { tenantId: 'default', userId: '3fa85f64-5717-4562-b3fc-2c963f66afa6' };

test('a token is good for the service it was made for', async () => {
  const { accessToken } = await issueAccountToken(settings, account);
  assert.deepEqual(await verifyAccountToken(settings, accessToken), { kind: 'account', ...account });
  await assert.rejects(verifyAccountToken({ ...settings, audience: 'another' }, accessToken), { code: 'invalid_token' });
  await assert.rejects(verifyAccountToken({ ...settings, issuer: 'elsewhere' }, accessToken), { code: 'invalid_token' });
});

test('a token that is over is told apart', async () => {
  const { accessToken } = await issueAccountToken({ ...settings, lifetimeSeconds: -1 }, account);
  await assert.rejects(verifyAccountToken(settings, accessToken), { code: 'token_expired' });
});

test('a token signed with another secret is told apart', async () => {
  const { accessToken } = await issueAccountToken({ ...settings, secret: Buffer.alloc(32, 'x') }, account);
  await assert.rejects(verifyAccountToken(settings, accessToken), { code: 'token_bad_signature' });
});

test('no token, an unsigned one and one without a subject are not valid', async () => {
  const claims = new UnsecuredJWT({ tenant: 'default' }).setSubject(account.userId).setIssuer('here').setAudience('tests');
  const nobody = await new SignJWT({ tenant: 'default' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('here')
    .setAudience('tests')
    .setExpirationTime('1m')
    .sign(settings.secret);
  for (const token of ['', 'no token', 'a.b.c', claims.setExpirationTime('1m').encode(), nobody]) {
    await assert.rejects(verifyAccountToken(settings, token), { code: 'invalid_token' }, token);
  }
});

test('a secret that is too short to be safe is refused', async () => {
  await assert.rejects(issueAccountToken({ ...settings, secret: Buffer.alloc(31) }, account), /at least 32 bytes/);
});
