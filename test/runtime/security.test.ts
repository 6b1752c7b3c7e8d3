import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serve } from 'specwright/runtime';
import type { Credential, Refusal, RunningService, SecurityRule } from 'specwright/runtime';
import { KnownError, operation, startService, testService } from './test-service.ts';

const refuse = (refused: Refusal['refused'], reason: string): Refusal => ({ refused, reason, detail: `It is ${reason}.` });

/** `good`, `forbidden`, `boom` and `known` do what they say; everything else is unknown. Adds its name to an earlier actor. */
function check(word: string, before?: { readonly name: string }): { readonly name: string } | Refusal {
  if (word === 'forbidden') return refuse('forbidden', 'suspended');
  if (word === 'boom') throw new Error('the key store is down at 10.0.0.7');
  if (word === 'known') throw new KnownError('known');
  if (word !== 'good') return refuse('unauthenticated', 'unknown');
  return { name: before === undefined ? word : `${before.name}+${word}` };
}

const secret = (credential: Credential): string => {
  switch (credential.kind) {
    case 'bearer':
    case 'oauth2':
    case 'openIdConnect': return credential.token;
    case 'http': return credential.parameters;
    case 'mutualTLS': return credential.certificate;
    case 'basic': return credential.password;
    case 'apiKey': return credential.value;
  }
};

const signIn = {
  token: (credential: Credential) => check(secret(credential)),
  password: async (credential: Credential) => check(secret(credential)),
  key: (credential: Credential, input: { actor?: unknown }) => check(secret(credential), input.actor as { name: string } | undefined),
  queryKey: (credential: Credential) => check(secret(credential)),
  session: async (credential: Credential) => check(secret(credential)),
};

const needs = (...alternatives: string[][]): SecurityRule => alternatives.map((schemes) => schemes.map((scheme) => ({ scheme, scopes: [] })));

describe('security', () => {
  let service: RunningService;

  before(async () => {
    const rules: Readonly<Record<string, SecurityRule>> = {
      token: needs(['token']), password: needs(['password']), key: needs(['key']), query: needs(['queryKey']), cookie: needs(['session']),
      either: needs(['token'], ['key']), both: needs(['password', 'key']), optional: needs([], ['token']),
      scoped: [[{ scheme: 'token', scopes: ['read', 'write'] }]],
    };
    service = await startService(
      Object.entries(rules).map(([name, security]) => [operation({ path: `/${name}`, security }), ({ actor }) => ({ status: 200, body: actor ?? null })] as const),
      { signIn },
    );
  });

  after(() => service.close());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(service.url + path, { headers });
  const basic = (pair: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` });

  it('signs in by bearer token, whose scheme knows no case', async () => {
    for (const authorization of ['Bearer good', 'bearer good', 'BEARER  good']) {
      assert.deepEqual(await (await get('/token', { authorization })).json(), { name: 'good' });
    }
  });

  it('signs in by user and password, also with a colon in the password', async () => {
    assert.equal((await get('/password', basic('user:good'))).status, 200);
    assert.equal((await get('/password', basic('user:not:good'))).status, 401);
  });

  it('signs in by API key in header, query and cookie', async () => {
    assert.equal((await get('/key', { 'x-api-key': 'good' })).status, 200);
    assert.equal((await get('/query?api_key=good')).status, 200);
    assert.equal((await get('/cookie', { cookie: 'a=b; sid=good; c=d' })).status, 200);
    assert.equal((await get('/cookie', { cookie: 'xsid=good' })).status, 401);
  });

  it('takes any alternative, in whatever way it is offered', async () => {
    assert.equal((await get('/either', { authorization: 'Bearer good' })).status, 200);
    assert.equal((await get('/either', { 'x-api-key': 'good' })).status, 200);
    assert.equal((await get('/either', { authorization: 'Bearer bad', 'x-api-key': 'good' })).status, 200);
    assert.equal((await get('/either', { authorization: 'Bearer bad', 'x-api-key': 'bad' })).status, 401);
  });

  it('demands all schemes of one alternative, and hands each what the one before yielded', async () => {
    assert.deepEqual(await (await get('/both', { ...basic('user:good'), 'x-api-key': 'good' })).json(), { name: 'good+good' });
    assert.equal((await get('/both', basic('user:good'))).status, 401);
    assert.equal((await get('/both', { 'x-api-key': 'good' })).status, 401);
    assert.equal((await get('/both', { ...basic('user:good'), 'x-api-key': 'bad' })).status, 401);
  });

  it('lets a caller without credentials in where sign-in is optional, but none whose credentials are refused', async () => {
    assert.equal(await (await get('/optional')).json(), null);
    assert.deepEqual(await (await get('/optional', { authorization: 'Bearer good' })).json(), { name: 'good' });
    assert.equal((await get('/optional', { authorization: 'Bearer bad' })).status, 401);
  });

  it('asks for credentials in the words of each scheme', async () => {
    const challenge = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).headers.get('www-authenticate');
    assert.equal(await challenge('/token'), 'Bearer realm="Test"');
    assert.equal(await challenge('/token', { authorization: 'Bearer bad' }), 'Bearer realm="Test", error="invalid_token"');
    assert.equal(await challenge('/scoped', { authorization: 'Bearer forbidden' }), 'Bearer realm="Test", error="insufficient_scope", scope="read write"');
    assert.equal(await challenge('/password'), 'Basic realm="Test", charset="UTF-8"');
    assert.equal(await challenge('/key'), 'ApiKey realm="Test", in="header", name="X-Api-Key"');
    assert.equal(await challenge('/either'), 'Bearer realm="Test", ApiKey realm="Test", in="header", name="X-Api-Key"');
  });

  it('tells missing, malformed and refused credentials apart', async () => {
    const reason = async (headers: Record<string, string>) => (await (await get('/token', headers)).json() as { reason: string }).reason;
    assert.equal(await reason({}), 'missing');
    assert.equal(await reason(basic('user:good')), 'missing');
    assert.equal(await reason({ authorization: 'Bearer' }), 'malformed');
    assert.equal(await reason({ authorization: 'Bearer two words' }), 'malformed');
    assert.equal(await reason({ authorization: 'Bearer bad' }), 'unknown');
    assert.equal((await get('/password', { authorization: 'Basic !' })).status, 401);
  });

  it('answers 403 to somebody known who may not', async () => {
    const response = await get('/token', { authorization: 'Bearer forbidden' });
    assert.equal(response.status, 403);
    assert.deepEqual(await response.json(), { error: 'forbidden', reason: 'suspended', detail: 'It is suspended.' });
  });

  it('lets nobody in, and tells nothing, when sign-in throws', async () => {
    for (const [path, headers] of [['/token', { authorization: 'Bearer boom' }], ['/password', basic('user:boom')]] as const) {
      const response = await get(path, headers);
      assert.equal(response.status, 500);
      assert.deepEqual(await response.json(), { error: 'internal' });
    }
  });

  it('lets nobody in when sign-in yields nothing', async () => {
    for (const nothing of [undefined, null, false]) {
      const forgetful = await startService([[operation({ path: '/', security: needs(['token']) }), () => ({ status: 200, body: 'in' })]], { signIn: { token: () => nothing } });
      assert.equal((await fetch(forgetful.url, { headers: { authorization: 'Bearer good' } })).status, 500);
      await forgetful.close();
    }
  });

  it('answers an error of the domain that sign-in throws as the API spells it', async () => {
    const response = await get('/token', { authorization: 'Bearer known' });
    assert.equal(response.status, 409);
  });

  it('does not start with a rule that nobody enforces', async () => {
    const start = (rule: SecurityRule, functions: object): Promise<RunningService> => {
      const service = testService([[operation({ path: '/', security: rule }), () => ({ status: 200 })]], { signIn: functions as never });
      return serve(service, { db: undefined, services: undefined, settings: { mode: 'test', port: 0 } });
    };
    await assert.rejects(start(needs(['nobody']), signIn), { code: 'security-scheme-unknown', message: /"nobody"/ });
    await assert.rejects(start(needs(['token']), {}), { code: 'sign-in-missing', message: /"token"/ });
    await assert.rejects(start(needs(['token'], ['key']), { token: signIn.token }), { code: 'sign-in-missing', message: /"key"/ });
  });
});
