import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { serve, type RunningService, type Settings } from 'specwright/runtime';
import { loadSocketLibrary } from '../../runtime/socket/load.ts';
import { prettyLine } from '../../runtime/logging/pretty.ts';
import { RawClient } from './raw-client.ts';
import { operation, startService, testService, withService, type Handler } from './test-service.ts';

const ok: Handler = () => ({ status: 200, body: 'ok' });

function held(): { readonly handler: Handler; readonly begun: Promise<void>; release(): void } {
  let release = (): void => undefined;
  let begin = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const handler: Handler = async () => {
    begin();
    await released;
    return { status: 200, body: 'held' };
  };
  return { handler, begun, release: () => release() };
}

describe('starting', () => {
  const start = (settings: Partial<Settings>): Promise<RunningService> =>
    serve(testService([[operation({ path: '/a' }), ok]]), { db: undefined, services: undefined, settings: { mode: 'test', port: 0, ...settings } });

  it('names a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await assert.rejects(start({ port }), { code: 'port-in-use', message: new RegExp(`127\\.0\\.0\\.1:${port}`) });
    other.close();
  });

  it('refuses a port that another service of ours has, instead of sharing it silently', async () => {
    const first = await start({});
    await assert.rejects(start({ port: first.port }), { code: 'port-in-use' });
    await first.close();
  });

  it('shares a port when told so', async () => {
    const { port, close } = await start({});
    await close();
    const [first, second] = [await start({ sharePort: true, port }), await start({ sharePort: true, port })];
    assert.deepEqual([first.port, second.port], [port, port]);
    await Promise.all([first.close(), second.close()]);
  });

  it('names a setting that makes no sense', async () => {
    await assert.rejects(start({ port: 70_000 }), { code: 'settings-invalid', message: /port/ });
    await assert.rejects(start({ sampleRate: 2 }), { code: 'settings-invalid', message: /sampleRate/ });
    await assert.rejects(start({ maxConcurrentRequests: 0 }), { code: 'settings-invalid', message: /maxConcurrentRequests/ });
    await assert.rejects(start({ drainSeconds: Number.NaN }), { code: 'settings-invalid', message: /drainSeconds/ });
    await assert.rejects(start({ trustedProxies: ['10.0.0.0/33'] }), { code: 'settings-invalid', message: /10\.0\.0\.0\/33/ });
    await assert.rejects(start({ strictTransportSecurity: 'max-age=1\r\nx: y' }), { code: 'settings-invalid', message: /strictTransportSecurity/ });
    await assert.rejects(start({ trustedProxies: ['proxy.example'] }), { code: 'settings-invalid', message: /proxy\.example/ });
  });

  it('names an operation without a handler', async () => {
    const service = testService([[operation({ path: '/a' }), ok]]);
    await assert.rejects(serve({ ...service, handlers: {} }, { db: undefined, services: undefined, settings: { mode: 'test', port: 0 } }), {
      code: 'handler-missing', message: /get \/a/,
    });
  });

  it('hands db and services to the handlers', async () => {
    const seen: unknown[] = [];
    const handler = ({ db, services }: { db: unknown; services: unknown }): unknown => (seen.push(db, services), { status: 200, body: 1 });
    const service = await serve(testService([[operation({ path: '/a' }), handler as unknown as Handler]]), { db: 'the db', services: 'the services', settings: { mode: 'test', port: 0 } });
    await fetch(`${service.url}/a`);
    assert.deepEqual(seen, ['the db', 'the services']);
    await service.close();
  });
});

describe('the socket library', () => {
  it('is missed in one sentence where it has no binary', () => {
    const load = (): never => { throw new Error('GLIBC_2.38 not found\n and a page of text'); };
    assert.throws(() => loadSocketLibrary(load), (error: Error) => {
      assert.match(error.message, new RegExp(`no binary for Node ${process.versions.node} on ${process.platform}-${process.arch}`));
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
  });
});

describe('closing', () => {
  it('lets requests in flight finish, and takes no new connection', async () => {
    const slow = held();
    const service = await startService([[operation({ path: '/slow' }), slow.handler]]);
    const answer = fetch(`${service.url}/slow`);
    await slow.begun;
    const closed = service.close();
    await assert.rejects(fetch(`${service.url}/slow`, { headers: { connection: 'close' } }));
    slow.release();
    assert.equal(await (await answer).json(), 'held');
    await closed;
  });

  it('still serves a request on an open connection, and ends the connection with it', async () => {
    const slow = held();
    const service = await startService([[operation({ path: '/slow' }), slow.handler], [operation({ path: '/a' }), ok]]);
    const client = new RawClient(service.port);
    client.send('GET /a HTTP/1.1\r\nHost: x\r\n\r\n');
    await client.until((received) => received.endsWith('"ok"'));
    const answer = fetch(`${service.url}/slow`);
    await slow.begun;
    const closed = service.close();
    client.send('GET /a HTTP/1.1\r\nHost: x\r\n\r\n');
    const received = await client.untilClosed();
    assert.equal(received.match(/"ok"/g)?.length, 2);
    assert.match(received, /\r\nConnection: close\r\n/);
    slow.release();
    await Promise.all([answer, closed]);
  });

  it('waits for a handler whose client has gone: it may still use what will be closed next', async () => {
    const slow = held();
    let isDone = false;
    const service = await startService([[operation({ path: '/slow' }), async (request) => {
      const answer = await slow.handler(request);
      isDone = true;
      return answer;
    }]]);
    const client = new RawClient(service.port);
    client.send('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await slow.begun;
    client.close();
    while (!/aborted_total\{operation="get \/slow",service="test"\} 1/.test(await service.metrics())) await new Promise(setImmediate);
    assert.match(await service.metrics(), /in_flight\{service="test"\} 1/);
    const closed = service.close();
    setImmediate(() => slow.release());
    await closed;
    assert.equal(isDone, true);
  });

  it('waits for what an event stream does at its end', async () => {
    let isDone = false;
    const events = { 200: { content: [{ mediaType: 'text/event-stream', codec: 'events' as const }], headers: [] } };
    const service = await startService([[operation({ path: '/events', responses: events }), ({ signal }) => ({
      status: 200,
      body: (async function* () {
        try {
          yield { data: 1 };
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        } finally {
          await new Promise(setImmediate);
          isDone = true;
        }
      })(),
    })]]);
    const client = new RawClient(service.port);
    client.send('GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
    await client.until((received) => received.includes('data: 1'));
    await service.close();
    assert.equal(isDone, true);
    client.close();
  });

  it('waits no longer than it was given', async () => {
    const slow = held();
    const service = await startService([[operation({ path: '/slow' }), slow.handler]], { settings: { drainSeconds: 0.05 } });
    const answer = fetch(`${service.url}/slow`);
    answer.catch(() => undefined);
    await slow.begun;
    await service.close();
    await assert.rejects(answer);
    slow.release();
  });

  it('may be asked for twice', async () => {
    const service = await startService([]);
    await Promise.all([service.close(), service.close()]);
    await service.close();
  });
});

describe('a slow request whose client goes away', () => {
  it('counts until its handler has come back, so that nobody gets past the limit by going away', async () => {
    const slow = held();
    await withService([[operation({ path: '/slow' }), slow.handler]], { settings: { maxConcurrentRequests: 1 } }, async ({ url, port, metrics }) => {
      const client = new RawClient(port);
      client.send('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
      await slow.begun;
      client.close();
      while (!/aborted_total\{operation="get \/slow",service="test"\} 1/.test(await metrics())) await new Promise(setImmediate);
      assert.equal((await fetch(`${url}/slow`)).status, 503);
      slow.release();
      while (!/in_flight\{service="test"\} 0/.test(await metrics())) await new Promise(setImmediate);
      assert.equal((await fetch(`${url}/slow`)).status, 200);
    });
  });
});

describe('logs', () => {
  async function logOf(use: (url: string) => Promise<void>, handler: Handler = ok): Promise<Record<string, unknown>[]> {
    const lines: Record<string, unknown>[] = [];
    const logger = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
    const secured = operation({ path: '/things/{id}', security: [[{ scheme: 'token', scopes: [] }]] });
    const options = { settings: { logger }, signIn: { token: () => ({ name: 'anna' }) }, actorId: (actor: unknown) => (actor as { name: string }).name };
    await withService([[secured, handler]], options, ({ url }) => use(url));
    return lines;
  }

  it('have one line per request, with template, operation, status, time, id and actor', async () => {
    const lines = await logOf(async (url) => {
      await fetch(`${url}/things/7?q=1`, { headers: { authorization: 'Bearer t', 'x-request-id': 'abc-1' } });
    });
    const [line] = lines.filter(({ msg }) => msg === 'request');
    const { operation: id, method, path, status, requestId, actor, ms } = line ?? {};
    assert.deepEqual({ id, method, path, status, requestId, actor }, { id: 'get /things/{id}', method: 'get', path: '/things/{id}', status: 200, requestId: 'abc-1', actor: 'anna' });
    assert.equal(typeof ms, 'number');
    assert.equal(lines.filter(({ msg }) => msg === 'request').length, 1);
  });

  it('hold no path value, query value, token or cookie', async () => {
    const throwing: Handler = () => { throw Object.assign(new Error('bad'), { token: 'secret-error', headers: { authorization: 'secret-header' } }); };
    for (const handler of [ok, throwing]) {
      const lines = await logOf(async (url) => {
        await fetch(`${url}/things/secret-path?key=secret-query`, { headers: { authorization: 'Bearer secret-token', cookie: 'sid=secret-cookie' } });
        await fetch(`${url}/nothing/secret-path?key=secret-query`);
      }, handler);
      assert.doesNotMatch(JSON.stringify(lines), /secret-/);
    }
  });

  it('are lines for people on a terminal', () => {
    const line = prettyLine(JSON.stringify({ time: 0, level: 40, service: 's', msg: 'request', status: 200, err: { stack: 'Error: x\n  at y' } }));
    assert.equal(line, '00:00:00.000 warn  s request status=200\nError: x\n  at y\n');
  });
});

describe('request ids', () => {
  it('are taken from the client when sane, else made, and come back on every answer', async () => {
    await withService([[operation({ path: '/a' }), ({ requestId }) => ({ status: 200, body: requestId })]], {}, async ({ url }) => {
      const idOf = async (offered?: string, path = '/a') => (await fetch(url + path, { headers: offered === undefined ? {} : { 'x-request-id': offered } })).headers.get('x-request-id');
      assert.equal(await idOf('a-b_c.1:2/3'), 'a-b_c.1:2/3');
      assert.equal(await idOf('mine', '/nothing'), 'mine');
      for (const odd of ['two words', 'x'.repeat(129), '<script>', 'ü', '']) assert.notEqual(await idOf(odd), odd);
      assert.notEqual(await idOf(), await idOf());
      const response = await fetch(`${url}/a`);
      assert.equal(await response.json(), response.headers.get('x-request-id'));
    });
  });
});

describe('metrics', () => {
  it('count requests by operation and status, and their time', async () => {
    await withService([[operation({ path: '/a' }), ok]], {}, async ({ url, metrics }) => {
      await fetch(`${url}/a`);
      await fetch(`${url}/a`);
      await fetch(`${url}/nothing`);
      const text = await metrics();
      assert.match(text, /http_requests_total\{operation="get \/a",method="get",status="200",service="test"\} 2/);
      assert.match(text, /http_requests_total\{operation="",method="",status="404",service="test"\} 1/);
      assert.match(text, /http_request_duration_seconds_count\{operation="get \/a",service="test"\} 2/);
      assert.match(text, /http_request_duration_seconds_bucket\{operation="get \/a",le="\+Inf",service="test"\} 2/);
      assert.match(text, /connections_open\{service="test"\} [1-9]/);
    });
  });

  it('of several services stand side by side in a shared registry, until they close', async () => {
    const registry = new Registry();
    const start = (name: string): Promise<RunningService> => {
      const service = testService([[operation({ path: '/a' }), ok]]);
      return serve({ ...service, contract: { ...service.contract, name } }, { db: undefined, services: undefined, settings: { mode: 'test', port: 0, registry } });
    };
    const [first, second] = [await start('first'), await start('second')];
    await fetch(`${second.url}/a`);
    const text = await registry.metrics();
    assert.match(text, /http_requests_total\{operation="get \/a",method="get",status="200",service="second"\} 1/);
    assert.match(text, /http_requests_in_flight\{service="first"\} 0\nhttp_requests_in_flight\{service="second"\} 0/);
    assert.equal(text.match(/# TYPE http_requests_total/g)?.length, 1);
    await first.close();
    assert.doesNotMatch(await registry.metrics(), /"first"/);
    await second.close();
    assert.equal((await registry.metrics()).trim(), '');
  });
});
