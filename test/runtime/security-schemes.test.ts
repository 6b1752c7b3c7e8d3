import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grant, type Credential, type RunningService, type SecurityRule, type Settings } from 'specwright/runtime';
import { operation, startService, withService } from './test-service.ts';

const needs = (...schemes: string[]): SecurityRule => [schemes.map((scheme) => ({ scheme, scopes: [] }))];
const scoped = (scheme: string, ...scopes: string[]): SecurityRule => [[{ scheme, scopes }]];

/** What reached sign-in, as the actor. */
const seen = (credential: Credential): object => credential;

const start = (security: SecurityRule, signIn: object, settings: Partial<Settings> = {}, more: object = {}): Promise<RunningService> =>
  startService([[operation({ path: '/', security }), ({ actor }) => ({ status: 200, body: actor })]], { signIn: signIn as never, settings, ...more });

async function answers(service: RunningService, headers: Record<string, string>): Promise<unknown[]> {
  const response = await fetch(service.url, { headers });
  return [response.status, (await response.json()) as unknown, response.headers.get('www-authenticate')];
}

const proxied = { clientCertificateHeader: 'Client-Cert', trustedProxies: ['127.0.0.1', '::1'] };

describe('schemes beyond bearer, basic and keys', () => {
  it('hands sign-in what another HTTP scheme sent, as it was sent', async () => {
    const service = await start(needs('digest'), { digest: seen });
    try {
      const parameters = 'username="a", nonce="b", response="c"';
      assert.deepEqual(await answers(service, { authorization: `DIGEST ${parameters}` }), [
        200, { kind: 'http', scheme: 'digest', scopes: [], authScheme: 'digest', parameters }, null,
      ]);
      assert.deepEqual((await answers(service, { authorization: 'Bearer x' }))[2], 'Digest realm="Test"');
      assert.equal((await answers(service, { authorization: 'Digest' }))[0], 401);
    } finally {
      await service.close();
    }
  });

  it('asks for Negotiate without parameters (RFC 4559), and for a scheme of which the service makes the challenge in its words', async () => {
    const kerberos = await start(needs('kerberos'), { kerberos: seen });
    assert.equal((await answers(kerberos, {}))[2], 'Negotiate');
    await kerberos.close();
    let nonce = 0;
    const challenges = { digest: () => `Digest realm="own", nonce="${(nonce += 1)}"` };
    const digest = await start(needs('digest'), { digest: seen }, {}, { challenges });
    assert.equal((await answers(digest, {}))[2], 'Digest realm="own", nonce="1"');
    assert.equal((await answers(digest, {}))[2], 'Digest realm="own", nonce="2"');
    await digest.close();
  });

  it('reads access tokens of OAuth 2.0 and OpenID Connect', async () => {
    for (const [scheme, kind] of [['oauth', 'oauth2'], ['openId', 'openIdConnect']] as const) {
      const service = await start(needs(scheme), { [scheme]: seen });
      assert.deepEqual(await answers(service, { authorization: 'Bearer t' }), [200, { kind, scheme, scopes: [], token: 't' }, null]);
      assert.equal((await answers(service, {}))[2], 'Bearer realm="Test"');
      await service.close();
    }
  });

  it('demands every scope of an operation, and tells with the 403 which ones it wants (RFC 6750, section 3.1)', async () => {
    const signIn = { oauth: ({ token }: { token: string }) => grant({ name: 'a' }, token.split('.')) };
    const service = await start(scoped('oauth', 'read', 'write'), signIn);
    try {
      assert.deepEqual(await answers(service, { authorization: 'Bearer write.read.more' }), [200, { name: 'a' }, null]);
      const refusal = { error: 'forbidden', reason: 'insufficient-scope', detail: 'The credentials lack write.' };
      const challenge = 'Bearer realm="Test", error="insufficient_scope", scope="read write"';
      assert.deepEqual(await answers(service, { authorization: 'Bearer read' }), [403, refusal, challenge]);
      assert.equal((await answers(service, { authorization: 'Bearer READ.WRITE' }))[0], 403);
    } finally {
      await service.close();
    }
  });

  it('tries the next alternative where scopes are missing', async () => {
    const rule: SecurityRule = [[{ scheme: 'oauth', scopes: ['admin'] }], [{ scheme: 'key', scopes: [] }]];
    const service = await start(rule, { oauth: () => grant({ name: 'a' }, []), key: () => ({ name: 'b' }) });
    assert.deepEqual(await answers(service, { authorization: 'Bearer t', 'x-api-key': 'k' }), [200, { name: 'b' }, null]);
    assert.equal((await answers(service, { authorization: 'Bearer t' }))[0], 403);
    await service.close();
  });

  it('lets nobody in where sign-in does not say which scopes the caller has', async () => {
    const service = await start(scoped('oauth', 'read'), { oauth: () => ({ name: 'a', scopes: ['read'] }) });
    assert.deepEqual((await answers(service, { authorization: 'Bearer t' })).slice(0, 2), [500, { error: 'internal' }]);
    await service.close();
  });

  it('lets nobody in where the first of two schemes yields nothing', async () => {
    const service = await start(needs('oauth', 'key'), { oauth: () => undefined, key: () => ({ name: 'a' }) });
    assert.equal((await answers(service, { authorization: 'Bearer t', 'x-api-key': 'k' }))[0], 500);
    await service.close();
  });
});

describe('mutual TLS', () => {
  it('takes the certificate that a trusted proxy hands on, beside other schemes', async () => {
    const signIn = { certificate: seen, key: (_: Credential, { actor }: { actor?: unknown }) => actor };
    const service = await start(needs('certificate', 'key'), signIn, proxied);
    try {
      const certificate = { kind: 'mutualTLS', scheme: 'certificate', scopes: [], certificate: ':MIIB:' };
      assert.deepEqual(await answers(service, { 'client-cert': ':MIIB:', 'x-api-key': 'k' }), [200, certificate, null]);
      assert.equal((await answers(service, { 'x-api-key': 'k' }))[0], 401);
      assert.equal((await answers(service, { 'client-cert': '', 'x-api-key': 'k' }))[0], 401);
    } finally {
      await service.close();
    }
  });

  it('does not look at the header of anybody else', async () => {
    const service = await start(needs('certificate'), { certificate: seen }, { ...proxied, trustedProxies: ['10.0.0.1'] });
    const [status, , challenge] = await answers(service, { 'client-cert': ':MIIB:', 'x-forwarded-for': '10.0.0.1' });
    assert.deepEqual([status, challenge], [401, 'ClientCertificate realm="Test"']);
    await service.close();
  });

  it('does not start without the settings that say whom to believe', async () => {
    for (const settings of [{}, { clientCertificateHeader: 'Client-Cert' }, { trustedProxies: ['10.0.0.1'] }]) {
      const route = [operation({ path: '/', security: needs('certificate') }), () => ({ status: 200 })] as const;
      const run = withService([route], { signIn: { certificate: seen }, settings }, async () => undefined);
      await assert.rejects(run, { code: 'client-certificate-unconfigured', message: /"certificate".*clientCertificateHeader.*trustedProxies/ });
    }
  });
});
