import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type RawAnswer, rawRequest } from '../stella/raw-request.ts';
import { expectStatus, type GeneralBots, openBotSession, type Person, startGeneralBots } from './general-bots.ts';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createBuiltInAssistant } from '../../../domain/assistant/built-in-assistant.ts';
import { createRemoteAssistant } from '../../../domain/assistant/remote-assistant.ts';
import { createClient } from '../../../generated/general-bots/client/index.ts';
import { talk } from './conversation.ts';

describe('what goes wrong', () => {
  const origin = 'https://app.example';

  let bots: GeneralBots;
  let ada: Person;

  before(async () => {
    bots = await startGeneralBots({ settings: { corsOrigins: [origin] } });
    ada = await bots.signUp();
    await bots.addBot('helper');
  });

  after(() => bots.close());

  /** Status and code of a refusal, which says nothing else but a sentence and details. */
  function refusal({ status, body }: RawAnswer): [status: number, code: string] {
    const error = body.error as unknown as { code: string; message: string };
    assert.deepEqual(Object.keys(body), ['error']);
    assert.ok(error.message.length > 0);
    return [status, error.code];
  }

  const create = (body: unknown, headers: Record<string, string> = {}) =>
    rawRequest(`${bots.url}/api/session/create`, { method: 'POST', token: ada.token, body, headers });

  test('health tells that the service works, and when', async () => {
    const { body } = expectStatus(await bots.client.getHealth(), 200);
    assert.equal(body.status, 'healthy');
    assert.ok(Math.abs(Date.parse(body.timestamp) - Date.now()) < 60_000);
  });

  test('what is wrong with a request is told in the one form of errors', async () => {
    const { url } = bots;
    assert.deepEqual(refusal(await rawRequest(`${url}/nowhere`)), [404, 'NOT_FOUND']);
    const wrongMethod = await rawRequest(`${url}/api/session`, { method: 'PUT', token: ada.token });
    assert.deepEqual(refusal(wrongMethod), [405, 'METHOD_NOT_ALLOWED']);
    assert.match(wrongMethod.headers.get('allow') ?? '', /GET/);
    assert.deepEqual(refusal(await rawRequest(`${url}/api/bots`, { token: ada.token, headers: { accept: 'text/html' } })), [406, 'NOT_ACCEPTABLE']);
    assert.deepEqual(refusal(await create('{"bot_id": ')), [400, 'BAD_REQUEST']);
    assert.deepEqual(refusal(await create(undefined)), [400, 'BAD_REQUEST']);
    assert.deepEqual(refusal(await create('bot_id=helper', { 'content-type': 'application/x-www-form-urlencoded' })), [415, 'UNSUPPORTED_MEDIA_TYPE']);
    assert.deepEqual(refusal(await create({ bot_id: 'x'.repeat(70_000) })), [413, 'PAYLOAD_TOO_LARGE']);
  });

  test('a body that breaks the contract is 422 with every violation and its place', async () => {
    const answer = await create({ bot_id: '', nonsense: 1 });
    assert.deepEqual(refusal(answer), [422, 'VALIDATION_FAILED']);
    const { details } = answer.body.error as unknown as { details: { violations: { in: string; pointer: string }[] } };
    assert.deepEqual(details.violations.map(({ in: part, pointer }) => [part, pointer]).sort(), [['body', '/bot_id'], ['body', '/bot_id'], ['body', '/nonsense']]);
  });

  test('every answer but those without a look tells the state of the limit', async () => {
    const answers = [await rawRequest(`${bots.url}/health`), await rawRequest(`${bots.url}/nowhere`), await create('{'), await create({ bot_id: 'x'.repeat(70_000) })];
    for (const { headers, status } of answers)
      for (const name of ['limit', 'remaining', 'reset']) assert.match(headers.get(`x-ratelimit-${name}`) ?? '', /^\d+$/, `${status} ${name}`);
  });

  test('while the directory is away nobody is let in on old rights: 503 and when to try again', async () => {
    await bots.directory.goAway();
    await bots.forgetStandings();
    try {
      const { body, headers } = expectStatus(await ada.client.listBots(), 503);
      assert.equal(body.error.code, 'UNAVAILABLE');
      assert.ok(headers.has('x-ratelimit-remaining'));
      assert.ok(Number(headers.get('retry-after')) >= 1);
      expectStatus(await bots.client.getHealth(), 200);
    } finally {
      await bots.directory.comeBack();
    }
  });

  test('a page of an allowed origin may call with what the reference permits, and read the limits', async () => {
    const asked = { 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'authorization,x-odd' };
    const preflight = await fetch(`${bots.url}/api/session/1`, { method: 'OPTIONS', headers: { origin, ...asked } });
    assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
    assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET, POST, PUT, DELETE, OPTIONS');
    assert.equal(preflight.headers.get('access-control-allow-headers'), 'Content-Type, Authorization');
    const answer = await fetch(`${bots.url}/health`, { headers: { origin } });
    assert.match(answer.headers.get('access-control-expose-headers') ?? '', /x-ratelimit-remaining/);
    const elsewhere = await fetch(`${bots.url}/health`, { headers: { origin: 'https://elsewhere.example' } });
    assert.equal(elsewhere.headers.get('access-control-allow-origin'), null);
  });

  test('in development a page of any origin may call, but not with cookies', async () => {
    const node = await bots.startNode({ settings: { corsOrigins: ['*'] } });
    try {
      const { headers } = await fetch(`${node.url}/health`, { headers: { origin: 'https://elsewhere.example' } });
      assert.deepEqual([headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')], ['*', null]);
    } finally {
      await node.close();
    }
  });

  test('a database that is out of reach is 503 without a word of it', async () => {
    const node = await bots.startNode({ databaseUrl: 'postgres://nobody@127.0.0.1:9/nothing' });
    const answers = [await rawRequest(`${node.url}/health`), await rawRequest(`${node.url}/api/bots`, { token: ada.token })];
    for (const answer of answers) {
      assert.deepEqual(refusal(answer), [503, 'UNAVAILABLE']);
      assert.doesNotMatch(answer.text, /pool|postgres|127\.0/i);
      assert.ok(answer.headers.has('retry-after'));
    }
    await node.close();
  });
});

describe('administration', () => {
  let models: Server;
  let bots: GeneralBots;
  let root: Person;

  before(async () => {
    models = createServer((request, response) => {
      response.writeHead(request.url === '/v1/models' && request.headers.authorization === 'Bearer key' ? 200 : 404).end('{}');
    }).listen(0, '127.0.0.1');
    await once(models, 'listening');
    const { port } = models.address() as AddressInfo;
    const assistant = createRemoteAssistant({ baseUrl: `http://127.0.0.1:${port}/v1/`, apiKey: 'key', model: 'test' });
    bots = await startGeneralBots({ services: { assistant } });
    root = await bots.signUp({ roles: ['admin'] });
    await bots.addBot('helper');
  });

  after(async () => {
    await bots.close();
    models.close();
  });

  async function readStatus() {
    return expectStatus(await root.client.getSystemStatus(), 200).body;
  }

  test('the status names each component, whether it answers and how fast', async () => {
    const { status, uptime_seconds, components } = await readStatus();
    assert.equal(status, 'healthy');
    assert.ok(uptime_seconds > 0);
    assert.deepEqual(components.map(({ name, status: state }) => [name, state]), [
      ['database', 'healthy'],
      ['directory', 'healthy'],
      ['redis', 'disabled'],
      ['language_model', 'healthy'],
    ]);
    for (const { name, status: state, latency_ms } of components) assert.equal(typeof latency_ms, state === 'disabled' ? 'undefined' : 'number', name);
  });

  test('a component that does not answer degrades the service, and is told in words without its address', async () => {
    await bots.directory.goAway();
    models.close();
    models.closeAllConnections();
    try {
      const { status, components } = await readStatus();
      assert.equal(status, 'degraded');
      const down = components.filter((component) => component.status === 'down');
      assert.deepEqual(down.map(({ name }) => name), ['directory', 'language_model']);
      for (const { message = '' } of down) assert.doesNotMatch(message, /127\.0\.0\.1|http/);
    } finally {
      await bots.directory.comeBack();
    }
  });

  test('the built-in assistant is no component that could be away', async () => {
    const node = await bots.startNode({ services: { assistant: createBuiltInAssistant() } });
    try {
      const client = createClient({ baseUrl: node.url, credentials: { sessionToken: root.token } });
      const { components } = expectStatus(await client.getSystemStatus(), 200).body;
      assert.equal(components.find(({ name }) => name === 'language_model')?.status, 'disabled');
    } finally {
      await node.close();
    }
  });

  test('the metrics are what /metrics shows, with a summary of this service', async () => {
    await openBotSession(root, 'helper');
    const line = await talk(bots, root);
    await line.once('connected');
    await fetch(`${bots.url}/nowhere`);
    const { body } = expectStatus(await root.client.getSystemMetrics(), 200);
    assert.equal(body.open_websockets, 1);
    assert.equal(body.active_bot_sessions, 1);
    assert.ok(body.requests_total >= 3 && body.requests_per_second > 0 && body.avg_latency_ms > 0);
    assert.equal(body.error_rate, 0);
    assert.ok(body.resources.memory.used_mb > 1 && body.resources.memory.used_mb < body.resources.memory.total_mb);
    const text = await bots.service.metrics();
    const counted = body.metrics.find(({ name }) => name === 'http_requests_total');
    assert.equal(counted?.type, 'counter');
    const created = counted?.values.find(({ labels }) => labels['operation'] === 'createBotSession' && labels['status'] === 201);
    assert.equal(created?.value, 1);
    assert.match(text, /^http_requests_total\{operation="createBotSession",method="post",status="201",service="general-bots"\} 1$/m);
    for (const { name } of body.metrics) assert.ok(text.includes(`# TYPE ${name} `), name);
    await line.close();
  });
});
