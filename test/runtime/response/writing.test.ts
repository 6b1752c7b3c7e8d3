import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { NotImplemented } from 'specwright/runtime';
import type { MediaRow, ResponseRow, RunningService } from 'specwright/runtime';
import { RawClient } from '../raw-client.ts';
import { json, KnownError, operation, startService, takesJson, type Handler, withService } from '../test-service.ts';

const media = (mediaType: string, codec: MediaRow['codec']): MediaRow => ({ mediaType, codec });
const response = (headers: readonly string[], ...content: MediaRow[]): ResponseRow => ({ content, headers });

const large = 20_000_000;

describe('answers', () => {
  let service: RunningService;
  const log: string[] = [];

  before(async () => {
    const any = response(['x-a', 'set-cookie', 'location'], json());
    const routes: Readonly<Record<string, readonly [ResponseRow, Handler]>> = {
      sync: [any, () => ({ status: 200, body: { sync: true } })],
      async: [any, async () => ({ status: 200, body: { sync: false } })],
      late: [any, async () => {
        await new Promise(setImmediate);
        return { status: 201, body: 'late', headers: { location: '/late' } };
      }],
      created: [any, () => ({ status: 201, body: null, headers: { location: '/x', 'x-a': 7, 'set-cookie': ['a=1', 'b=2'], 'x-b': undefined } })],
      text: [response([], media('text/plain', 'text')), () => ({ status: 200, body: 'grün' })],
      binary: [response([], media('image/png', 'binary')), () => ({ status: 200, body: Uint8Array.of(0, 255, 10) })],
      choice: [response([], json(), media('text/plain', 'text')), ({ query }) => ({ status: 200, body: 'chosen', contentType: query['as'] as string | undefined })],
      any: [response([], media('image/*', 'binary'), media('text/csv', 'text')), ({ accepts }) => (
        { status: 200, body: '', contentType: accepts === 'image/*' ? 'image/png' : accepts })],
      large: [any, () => ({ status: 200, body: 'x'.repeat(large) })],
      throws: [any, () => { throw new Error('password is hunter2'); }],
      rejects: [any, async () => { throw new TypeError('reading x of undefined'); }],
      odd: [any, () => new Promise((_resolve, reject) => ['a text'].forEach(reject))],
      stub: [any, () => { throw new NotImplemented('getThing'); }],
      known: [any, () => { throw new KnownError('known'); }],
      nothing: [any, () => undefined],
      nonsense: [any, () => ({ body: 1 })],
      status: [any, () => ({ status: 99, body: 1 })],
      circular: [any, () => {
        const circle: Record<string, unknown> = {};
        circle['self'] = circle;
        return { status: 200, body: circle };
      }],
      split: [any, () => ({ status: 200, body: 1, headers: { 'x-a': 'v\r\nset-cookie: stolen=1' } })],
      never: [any, ({ signal }) => new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      })],
    };
    const logger = pino({ level: 'error' }, { write: (line) => void log.push(line) });
    service = await startService(
      Object.entries(routes).map(([name, [row, handler]]) => [operation({ path: `/${name}`, responses: name === 'any' ? { 200: row, default: any } : { default: row }, limits: { timeoutMs: 100 } }), handler] as const),
      { settings: { responseCheck: 'off', logger } },
    );
  });

  after(() => service.close());

  const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(service.url + path, init);

  it('come from synchronous and asynchronous handlers alike', async () => {
    assert.deepEqual(await (await get('/sync')).json(), { sync: true });
    assert.deepEqual(await (await get('/async')).json(), { sync: false });
    const late = await get('/late');
    assert.deepEqual([late.status, late.headers.get('location'), await late.json()], [201, '/late', 'late']);
  });

  it('carry headers as text, several of one name as several lines, and none that is undefined', async () => {
    const created = await get('/created');
    assert.equal(created.headers.get('x-a'), '7');
    assert.deepEqual(created.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.equal(created.headers.has('x-b'), false);
    assert.equal(await created.text(), 'null');
  });

  it('are written as their media type demands', async () => {
    assert.equal(await (await get('/text')).text(), 'grün');
    assert.equal((await get('/text')).headers.get('content-length'), '5');
    assert.deepEqual([...new Uint8Array(await (await get('/binary')).arrayBuffer())], [0, 255, 10]);
    assert.equal((await get('/binary')).headers.get('content-type'), 'image/png');
  });

  it('take the media type that the handler names, else the one that the client likes best', async () => {
    const type = async (path: string, accept?: string) => (await get(path, { headers: accept === undefined ? {} : { accept } })).headers.get('content-type');
    assert.equal(await type('/choice?as=text/plain', 'application/json'), 'text/plain');
    assert.equal(await type('/choice'), 'application/json');
    assert.equal(await type('/choice', 'text/plain, application/json;q=0.5'), 'text/plain');
    assert.equal(await type('/choice', 'text/*'), 'text/plain');
    assert.equal(await type('/choice', 'application/json;q=0, */*'), 'text/plain');
    assert.equal((await get('/choice', { headers: { accept: 'image/png, text/html;q=0.3' } })).status, 406);
  });

  it('may be of any type within a range, and the handler is told which one the client likes', async () => {
    const type = async (accept?: string) => (await get('/any', { headers: accept === undefined ? {} : { accept } })).headers.get('content-type');
    assert.equal(await type(), 'image/png');
    assert.equal(await type('text/html, image/webp;q=0.9, text/csv;q=0.8'), 'image/webp');
    assert.equal(await type('text/csv; charset=utf-8, image/gif;q=0.2'), 'text/csv');
    assert.equal((await get('/any', { headers: { accept: 'text/html, image/*;q=0' } })).status, 406);
  });

  it('may be large, for a fast reader', async () => {
    assert.equal((await (await get('/large')).text()).length, large + 2);
  });

  it('may be large, for a reader that stops in between', async () => {
    const client = new RawClient(service.port);
    client.socket.pause();
    client.send('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    while (!/in_flight\{service="test"\} 1/.test(await service.metrics())) await new Promise(setImmediate);
    client.socket.resume();
    const received = await client.until((text) => text.endsWith('x"'));
    assert.equal(received.length - received.indexOf('\r\n\r\n') - 4, large + 2);
    assert.match(await service.metrics(), /in_flight\{service="test"\} 0/);
    client.close();
  });

  it('are dropped when the reader of a large one goes away', async () => {
    const client = new RawClient(service.port);
    client.socket.pause();
    client.send('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    while (!/in_flight\{service="test"\} 1/.test(await service.metrics())) await new Promise(setImmediate);
    client.close();
    while (!/in_flight\{service="test"\} 0/.test(await service.metrics())) await new Promise(setImmediate);
    assert.match(await service.metrics(), /aborted_total\{operation="get \/large",service="test"\} 1/);
  });

  it('never say what went wrong inside, which the log does', async () => {
    for (const path of ['/throws', '/rejects', '/odd']) {
      const answer = await get(path);
      assert.equal(answer.status, 500);
      assert.equal(await answer.text(), '{"error":"internal"}');
    }
    assert.match(log.join(''), /password is hunter2.*writing\.test\.ts/);
  });

  it('are 500 where a handler is not written yet, which the log names', async () => {
    assert.equal((await get('/stub')).status, 500);
    assert.match(log.join(''), /getThing is not written yet\./);
  });

  it('spell an error of the domain as the API does', async () => {
    const answer = await get('/known');
    assert.deepEqual([answer.status, await answer.json()], [409, { error: 'known' }]);
  });

  it('are 500 for what is no answer', async () => {
    for (const path of ['/nothing', '/nonsense', '/status', '/circular']) assert.equal((await get(path)).status, 500, path);
  });

  it('forbid browsers to take them for another media type, whatever they are and wherever they come from', async () => {
    for (const path of ['sync', 'text', 'binary', 'throws', 'nowhere']) {
      const { headers } = await fetch(`${service.url}/${path}`);
      assert.deepEqual([headers.get('x-content-type-options'), headers.get('strict-transport-security')], ['nosniff', null], path);
    }
  });

  it('tell browsers of HTTPS what the operator says', async () => {
    const strictTransportSecurity = 'max-age=63072000; includeSubDomains';
    await withService([[operation({ path: '/a' }), () => ({ status: 200, body: 1 })]], { settings: { strictTransportSecurity } }, async ({ url }) => {
      for (const path of ['/a', '/nowhere']) {
        const { headers } = await fetch(url + path);
        assert.deepEqual([headers.get('x-content-type-options'), headers.get('strict-transport-security')], ['nosniff', strictTransportSecurity]);
      }
    });
  });

  it('cannot be split by a line break in a header', async () => {
    const answer = await get('/split');
    assert.equal(answer.status, 500);
    assert.equal(answer.headers.get('set-cookie'), null);
  });

  it('are the problem timeout when a handler takes too long, whose signal then aborts', async () => {
    const answer = await get('/never');
    assert.deepEqual([answer.status, await answer.json()], [504, { error: 'timeout' }]);
  });

  it('are not written to a client that went away, whose handler hears of it', async () => {
    const aborted = new Promise<unknown>((resolve) => heard.push(resolve));
    const patient = await startService([[operation({ path: '/wait', limits: { timeoutMs: 60_000 } }), waitForAbort]]);
    const client = new RawClient(patient.port);
    client.send('GET /wait HTTP/1.1\r\nHost: x\r\n\r\n');
    await started;
    client.close();
    assert.equal(await aborted, 'aborted');
    assert.match(await patient.metrics(), /aborted_total\{operation="get \/wait",service="test"\} 1/);
    await patient.close();
  });

  it('to a POST come after its body was read', async () => {
    const echo = await startService([[operation({ path: '/echo', method: 'post', body: takesJson() }), ({ body }) => ({ status: 200, body })]]);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) =>
      fetch(`${echo.url}/echo`, { method: 'POST', body: String(index), headers: { 'content-type': 'application/json' } }).then((answer) => answer.json())));
    assert.deepEqual(answers, Array.from({ length: 20 }, (_, index) => index));
    await echo.close();
  });
});

const heard: ((word: string) => void)[] = [];
let noteStart: () => void;
const started = new Promise<void>((resolve) => (noteStart = resolve));

const waitForAbort: Handler = ({ signal }) => new Promise((resolve) => {
  signal.addEventListener('abort', () => {
    heard.forEach((tell) => tell('aborted'));
    resolve({ status: 200, body: 'too late' });
  });
  noteStart();
});
