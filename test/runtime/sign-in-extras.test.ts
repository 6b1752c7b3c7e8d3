import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiKeyCredential, RunningService, SecurityRule, SignInInput, Context } from 'specwright/runtime';
import { operation, startService, withService, responds, empty } from './test-service.ts';

const session: SecurityRule = [[{ scheme: 'session', scopes: [] }]];
const sessionAndKey: SecurityRule = [[{ scheme: 'session', scopes: [] }, { scheme: 'key', scopes: [] }]];
const signedIn = { cookie: 'sid=ada' };

describe('sign-in', () => {
  let service: RunningService;

  before(async () => {
    service = await startService(
      [
        [operation({ path: '/me', security: session }), ({ actor }) => ({ status: 200, body: actor })],
        [operation({ path: '/own', security: session, responses: { 200: responds({}, { 'set-cookie': {} }) } }), () => ({ status: 200, headers: { 'Set-Cookie': ['sid=own'] }, body: 1 })],
        [operation({ path: '/nothing', security: session, responses: { 204: empty } }), () => ({ status: 204 })],
        [operation({ path: '/invalid', security: session, input: { properties: { query: { required: ['page'] } } } }), () => ({ status: 200, body: 1 })],
        [operation({ path: '/write', security: sessionAndKey }), ({ actor }) => ({ status: 200, body: actor })],
      ],
      {
        signInHeaders: ['User-Agent'],
        absent: { key: { refused: 'forbidden', reason: 'csrf', detail: 'The header X-Api-Key is missing.' } },
        signIn: {
          session: (credential, { headers, answerWith }: SignInInput<Context>) => {
            const { value: name } = credential as ApiKeyCredential;
            if (name === 'nobody') return { refused: 'unauthenticated', reason: 'unknown', detail: 'Nobody.' };
            answerWith?.({ 'Set-Cookie': ['sid=new', 'other=new'], 'X-Rotated': '1' });
            return { name, agent: headers['user-agent'] };
          },
          key: (credential, { actor }: SignInInput<Context>) => ((credential as ApiKeyCredential).value === 'good' ? actor : { refused: 'forbidden', reason: 'csrf', detail: 'They differ.' }),
        },
      },
    );
  });

  after(() => service.close());

  const get = (path: string, headers: Record<string, string>): Promise<Response> => fetch(service.url + path, { headers });

  it('sees the headers that the service asked for', async () => {
    const answer = await get('/me', { ...signedIn, 'user-agent': 'Test/1' });
    assert.deepEqual(await answer.json(), { name: 'ada', agent: 'Test/1' });
  });

  it('adds headers to whatever the answer is', async () => {
    for (const [path, status] of [['/me', 200], ['/nothing', 204], ['/invalid', 422]] as const) {
      const { status: answered, headers } = await get(path, signedIn);
      assert.equal(answered, status);
      assert.deepEqual([headers.getSetCookie(), headers.get('x-rotated')], [['sid=new', 'other=new'], '1']);
    }
  });

  it("leaves a handler's own header in its place, whatever its case", async () => {
    const { headers } = await get('/own', signedIn);
    assert.deepEqual([headers.getSetCookie(), headers.get('x-rotated')], [['sid=own'], '1']);
  });

  it('says what is missing beside a credential that is there', async () => {
    const answer = await get('/write', signedIn);
    assert.deepEqual([answer.status, await answer.json()], [403, { error: 'forbidden', reason: 'csrf', detail: 'The header X-Api-Key is missing.' }]);
    assert.equal((await get('/write', { ...signedIn, 'x-api-key': 'bad' })).status, 403);
    assert.equal((await get('/write', { ...signedIn, 'x-api-key': 'good' })).status, 200);
  });

  it('looks at what is there before it complains of what is not', async () => {
    assert.equal((await get('/write', { cookie: 'sid=nobody' })).status, 401);
  });

  it('takes a request without the first credential, and one without any, for one without credentials or refuses it', async () => {
    assert.equal((await get('/write', {})).status, 401);
    const answer = await get('/write', { 'x-api-key': 'good' });
    assert.deepEqual([answer.status, ((await answer.json()) as { reason: string }).reason], [401, 'missing']);
  });
});

describe('limits that a service keeps itself', () => {
  const limits = { profile: 'posting', key: 'ada', countedBy: 'user', limit: 2, windowSeconds: 60 };

  it('are asked for with the path as it was sent, counted, and told with the name of their profile', async () => {
    const asked: string[] = [];
    const row = operation({ path: '/chats/{chat}/lines/{line}' });
    const options = { limits: ({ path }: { path: string }) => (asked.push(path), [limits]), rateLimitHeaders: 'RateLimit' as const };
    await withService([[row, () => ({ status: 200, body: 1 })]], options, async ({ url, metrics }) => {
      const answers = [await fetch(`${url}/chats/a%20b/lines/2`), await fetch(`${url}/chats/1/lines/2`), await fetch(`${url}/chats/1/lines/3`)];
      assert.deepEqual(answers.map(({ status }) => status), [200, 200, 429]);
      assert.deepEqual(asked, ['/chats/a%20b/lines/2', '/chats/1/lines/2', '/chats/1/lines/3']);
      const { headers } = answers[2] as Response;
      assert.deepEqual(['ratelimit-limit', 'ratelimit-remaining', 'x-ratelimit-profile', 'retry-after'].map((name) => headers.get(name)), ['2', '0', 'posting', '30']);
      assert.match(await metrics(), /http_rate_limit_requests_total\{profile="posting",key="user",result="limited",service="test"\} 1/);
    });
  });

  it('do not count where there are none, and fail closed', async () => {
    const row = operation({ path: '/a' });
    await withService([[row, () => ({ status: 200, body: 1 })]], { limits: () => [] }, async ({ url }) => {
      assert.equal((await fetch(`${url}/a`)).headers.has('x-ratelimit-limit'), false);
    });
    await withService([[row, () => ({ status: 200, body: 1 })]], { limits: () => Promise.reject(new Error('no database')) }, async ({ url }) => {
      assert.equal((await fetch(`${url}/a`)).status, 500);
    });
  });
});
