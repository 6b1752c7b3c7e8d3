import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { eventsFrom, type MediaRow, type ResponseRow, type RunningService } from 'specwright/runtime';
import { exchangeRaw, RawClient } from '../raw-client.ts';
import { compile, operation, responds, startService, type Handler } from '../test-service.ts';

const row = (mediaType: string, codec: MediaRow['codec'], schema?: object): ResponseRow =>
  ({ content: [{ mediaType, codec, validate: schema === undefined ? undefined : compile(schema) }], headers: [] });
const bytes = row('application/octet-stream', 'binary');
const lines = row('application/jsonl', 'json-lines', { required: ['text'] });
const typedEvents: ResponseRow = {
  content: [{
    mediaType: 'text/event-stream',
    codec: 'events',
    events: { text: { encoding: 'text' }, json: { encoding: 'json' }, '': { encoding: 'json', texts: ['[DONE]'] } },
  }],
  headers: [],
};
const events = row('text/event-stream', 'events', { required: ['data'] });

/** A promise to be settled from outside. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

async function* pieces(count: number, size: number, note: () => void = () => undefined): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) {
    note();
    yield Buffer.alloc(size, index);
  }
}

describe('streams', () => {
  let service: RunningService;
  let produced = 0;
  const ended = gate();
  const cleaned = gate();

  const forever: Handler = ({ signal }) => ({
    status: 200,
    body: (async function* () {
      try {
        yield { id: 1, event: 'hello', data: { text: 'a' } };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      } finally {
        ended.open();
      }
    })(),
  });

  const endless: Handler = () => ({
    status: 200,
    body: (async function* () {
      try {
        for (;;) {
          produced += 1;
          yield Buffer.alloc(100_000);
        }
      } finally {
        cleaned.open();
      }
    })(),
  });

  before(async () => {
    const routes: Readonly<Record<string, readonly [ResponseRow, Handler]>> = {
      bytes: [bytes, () => ({ status: 200, body: pieces(50, 100_000) })],
      readable: [bytes, () => ({ status: 200, body: Readable.from([Buffer.from('ab'), Buffer.from('cd')]) })],
      texts: [row('text/plain', 'text'), () => ({ status: 200, body: Readable.from(['ü', '', 'x']) })],
      none: [bytes, () => ({ status: 200, body: pieces(0, 0) })],
      endless: [bytes, endless],
      early: [bytes, () => ({ status: 200, body: (async function* () { throw new Error('first'); })() })],
      late: [bytes, () => ({ status: 200, body: (async function* () { yield Buffer.from('abc'); throw new Error('second'); })() })],
      events: [events, () => ({
        status: 200,
        body: Readable.from([
          { id: 'a', event: 'greeting', data: 'two\nlines' }, { data: { n: 1 } }, { data: '', retry: 500 }, { id: 7, data: null },
        ]),
      })],
      'bad-event': [events, () => ({ status: 200, body: Readable.from([{ data: 1 }, { event: 'no data' }, { data: 2 }]) })],
      'split-event': [events, () => ({ status: 200, body: Readable.from([{ data: 1, event: 'a\ndata: stolen' }]) })],
      lines: [lines, () => ({ status: 200, body: Readable.from([{ text: 'a\n' }, { text: 'ü' }]) })],
      'bad-line': [lines, () => ({ status: 200, body: Readable.from([{ text: 'a' }, { other: 1 }, { text: 'b' }]) })],
      'typed-events': [typedEvents, () => ({
        status: 200,
        body: Readable.from([{ event: 'text', data: 'a' }, { event: 'json', data: 'a' }, { data: '[DONE]' }, { data: 'a' }]),
      })],
      forever: [events, forever],
      placed: [events, () => ({ status: 200, body: eventsFrom('p', Readable.from([{ id: 'q', data: 1 }])) })],
    };
    service = await startService(
      Object.entries(routes).map(([name, [response, handler]]) => [operation({ path: `/${name}`, responses: { 200: response, default: bytes } }), handler] as const),
      { settings: { heartbeatSeconds: 0.02 } },
    );
  });

  after(() => service.close());

  const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(service.url + path, init);

  it('of bytes arrive whole and in order', async () => {
    const received = new Uint8Array(await (await get('/bytes')).arrayBuffer());
    assert.equal(received.length, 5_000_000);
    assert.ok(received.every((byte, index) => byte === Math.floor(index / 100_000)));
  });

  it('may be streams of Node, texts, and empty', async () => {
    assert.equal(await (await get('/readable')).text(), 'abcd');
    assert.equal(await (await get('/texts')).text(), 'üx');
    assert.equal(await (await get('/none')).text(), '');
  });

  it('answer HEAD without a piece', async () => {
    const head = await get('/bytes', { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers.get('content-type'), await head.text()], [200, 'application/octet-stream', '']);
  });

  it('wait for a slow reader instead of filling memory, and end when it goes away', async () => {
    const client = new RawClient(service.port);
    client.socket.pause();
    client.send('GET /endless HTTP/1.1\r\nHost: x\r\n\r\n');
    let before = -1;
    while (before !== produced || produced === 0) {
      before = produced;
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    }
    assert.ok(produced * 100_000 < 50_000_000, `${produced} pieces were made for nobody`);
    client.close();
    await cleaned.opened;
  });

  it('that fail before their first piece are answered like any error', async () => {
    const response = await get('/early');
    assert.deepEqual([response.status, await response.json()], [500, { error: 'internal' }]);
  });

  it('that fail later break the connection, so that nobody takes a part for the whole', async () => {
    await assert.rejects(async () => (await get('/late')).text());
  });

  it('of events are written line by line', async () => {
    const response = await get('/events');
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const text = (await response.text()).replaceAll(':\n\n', '');
    assert.equal(text, 'id: a\nevent: greeting\ndata: two\ndata: lines\n\ndata: {"n":1}\n\nretry: 500\ndata: \n\nid: 7\ndata: null\n\n');
  });

  it('of events may begin with an id alone', async () => {
    assert.equal(await (await get('/placed')).text(), 'id: p\n\nid: q\ndata: 1\n\n');
  });

  it('of events are alive before the first one, and stay so', async () => {
    const client = new RawClient(service.port);
    client.send('GET /forever HTTP/1.1\r\nHost: x\r\n\r\n');
    await client.until((received) => (received.match(/\r\n:\n\n\r\n/g)?.length ?? 0) >= 4);
    assert.match(client.received, /id: 1\nevent: hello\ndata: \{"text":"a"\}\n\n/);
    assert.match(await service.metrics(), /http_event_streams_open\{service="test"\} 1/);
    assert.match(await service.metrics(), /http_requests_in_flight\{service="test"\} 0/);
    client.close();
    await ended.opened;
    while (!/http_event_streams_open\{service="test"\} 0/.test(await service.metrics())) await new Promise(setImmediate);
  });

  it('of events end where an event breaks the contract or would break its line', async () => {
    const broken = await exchangeRaw(service.port, 'GET /bad-event HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.match(broken, /data: 1/);
    assert.doesNotMatch(broken, /no data|data: 2/);
    assert.doesNotMatch(await exchangeRaw(service.port, 'GET /split-event HTTP/1.1\r\nHost: x\r\n\r\n'), /stolen/);
  });

  it('that nobody will read are ended: after a timeout, an abort, or a refused answer', async () => {
    const given: Readable[] = [];
    const give = (status: number) => async ({ signal }: { signal: AbortSignal }): Promise<unknown> => {
      const stream = new Readable({ read: () => undefined });
      given.push(stream);
      if (status === 200) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { status, body: stream };
    };
    const limits = { timeoutMs: 50 };
    const careful = await startService([
      [operation({ path: '/late', responses: { 200: bytes, default: responds() }, limits }), give(200)],
      [operation({ path: '/refused', responses: { 200: bytes, 500: responds() } }), give(202)],
    ]);
    assert.equal((await fetch(`${careful.url}/late`)).status, 504);
    assert.equal((await fetch(`${careful.url}/refused`)).status, 500);
    for (const stream of given) if (!stream.destroyed) await once(stream, 'close');
    assert.equal(given.length, 2);
    await careful.close();
  });

  it('of events break off when the service closes, so that clients go on elsewhere', async () => {
    const closing = await startService([[operation({ path: '/forever', responses: { 200: events } }), forever]]);
    const client = new RawClient(closing.port);
    client.send('GET /forever HTTP/1.1\r\nHost: x\r\n\r\n');
    await client.until((received) => received.includes('event: hello'));
    await closing.close();
    await client.untilClosed();
    assert.doesNotMatch(client.received, /\r\n0\r\n\r\n$/);
  });

  it('of events that begin while the service closes break off, too, behind their first id', { timeout: 20_000 }, async () => {
    const asked = gate();
    const answer = gate();
    const body = eventsFrom('p', (async function* () { yield await new Promise(() => undefined); })());
    const late: Handler = async () => (asked.open(), await answer.opened, { status: 200, body });
    const closing = await startService([[operation({ path: '/late', responses: { 200: events } }), late]], { settings: { drainSeconds: 60 } });
    const client = new RawClient(closing.port);
    client.send('GET /late HTTP/1.1\r\nHost: x\r\n\r\n');
    await asked.opened;
    const closed = closing.close();
    answer.open();
    assert.match(await client.untilClosed(), /^HTTP\/1\.1 200 [^]*id: p\n\n$/);
    await closed;
  });

  it('break off when their reader takes nothing for too long', async () => {
    const given = gate();
    const stalling = await startService(
      [[operation({ path: '/endless', responses: { 200: lines } }), () => ({ status: 200, body: (async function* () {
        try {
          for (;;) yield { text: 'x'.repeat(100_000) };
        } finally {
          given.open();
        }
      })() })]],
      { settings: { stallSeconds: 0.05 } },
    );
    const client = new RawClient(stalling.port);
    client.socket.pause();
    client.send('GET /endless HTTP/1.1\r\nHost: x\r\n\r\n');
    await given.opened;
    client.close();
    await stalling.close();
  });

  it('of lines have a JSON text in each, and end where one breaks the contract', async () => {
    assert.equal(await (await get('/lines')).text(), '{"text":"a\\n"}\n{"text":"ü"}\n');
    const broken = await exchangeRaw(service.port, 'GET /bad-line HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.match(broken, /"a"/);
    assert.doesNotMatch(broken, /"b"|\r\n0\r\n/);
  });

  it('of events have data as the contract says: JSON, a text, or a text among JSON', async () => {
    const text = (await (await get('/typed-events')).text()).replaceAll(':\n\n', '');
    assert.equal(text, 'event: text\ndata: a\n\nevent: json\ndata: "a"\n\ndata: [DONE]\n\ndata: "a"\n\n');
  });
});
