import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { parseEvents, type StreamItem } from '../../../runtime/client/server-events.ts';
import { streamEvents, type StreamOptions } from '../../../runtime/client/index.ts';

interface Events {
  word: { text: string };
  end: { count: number };
}

async function startServer(test: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  test.after(() => (server.closeAllConnections(), server.close()));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function startStream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}

async function collect(url: string, options: Partial<StreamOptions> = {}): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of streamEvents<Events>({ url, ...options })) events.push(event);
  return events;
}

const quick = { resume: { firstDelayMs: 1 } };

describe('an event stream of the client', () => {
  it('yields typed events until the stream ends', async (test) => {
    const url = await startServer(test, (_, response) => {
      startStream(response).end(': hello\n\nid: 1\nevent: word\ndata: {"text":\ndata: "hi"}\n\nevent: end\ndata: {"count":1}\n\n');
    });
    assert.deepEqual(await collect(url), [
      { id: '1', event: 'word', data: { text: 'hi' } },
      { id: '1', event: 'end', data: { count: 1 } },
    ]);
  });

  it('resumes from the last id when the stream breaks off', async (test) => {
    const asked: unknown[] = [];
    const url = await startServer(test, (request, response) => {
      asked.push(request.headers['last-event-id']);
      if (asked.length === 2) return void response.writeHead(503).end();
      startStream(response);
      if (asked.length > 2) return void response.end('id: 2\nevent: end\ndata: {"count":1}\n\n');
      response.write('retry: 1\n\nid: 1\nevent: word\ndata: {"text":"hi"}\n\nid: half', () => response.destroy());
    });
    assert.deepEqual(await collect(url), [
      { id: '1', event: 'word', data: { text: 'hi' } },
      { id: '2', event: 'end', data: { count: 1 } },
    ]);
    assert.deepEqual(asked, [undefined, '1', '1']);
  });

  it('resumes from an id that came without an event', async (test) => {
    const asked: unknown[] = [];
    const url = await startServer(test, (request, response) => {
      asked.push(request.headers['last-event-id']);
      startStream(response);
      if (asked.length > 1) return void response.end('id: 8\nevent: end\ndata: {"count":1}\n\n');
      response.write('id: 7\n\n', () => response.destroy());
    });
    assert.deepEqual(await collect(url, quick), [{ id: '8', event: 'end', data: { count: 1 } }]);
    assert.deepEqual(asked, [undefined, '7']);
  });

  it('does not repeat a POST without an id to resume from', async (test) => {
    let requests = 0;
    const url = await startServer(test, (_, response) => {
      requests += 1;
      startStream(response).write('event: word\ndata: {"text":"hi"}\n\n', () => response.destroy());
    });
    await assert.rejects(collect(url, { method: 'POST', body: '{}', ...quick }), { name: 'StreamBroken', lastEventId: '' });
    assert.equal(requests, 1);
  });

  it('gives up after so many tries without an event', async (test) => {
    let requests = 0;
    const url = await startServer(test, (_, response) => {
      requests += 1;
      response.destroy();
    });
    await assert.rejects(collect(url, { resume: { firstDelayMs: 1, attempts: 2 } }), { name: 'StreamBroken' });
    assert.equal(requests, 3);
    await assert.rejects(collect(url, { resume: false }), { name: 'StreamBroken' });
    assert.equal(requests, 4);
  });

  it('rejects at once with status and body when the server refuses', async (test) => {
    let requests = 0;
    const url = await startServer(test, (_, response) => {
      requests += 1;
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"no_stream"}');
    });
    await assert.rejects(collect(url, quick), { name: 'ConnectionRefused', status: 404, body: { error: 'no_stream' } });
    assert.equal(requests, 1);
  });

  it('rejects with the event whose data it cannot read', async (test) => {
    const url = await startServer(test, (_, response) => void startStream(response).end('event: word\ndata: {"text"\n\n'));
    await assert.rejects(collect(url, quick), { name: 'MalformedMessage', text: '{"text"' });
  });

  it('reads data as the caller wants', async (test) => {
    const url = await startServer(test, (_, response) => void startStream(response).end('data: plain\n\n'));
    assert.deepEqual(await collect(url, { parse: (data) => data }), [{ id: '', event: 'message', data: 'plain' }]);
  });

  it('ends with the signal, and tells the server', async (test) => {
    const url = await startServer(test, (request, response) => {
      startStream(response).write('data: 1\n\n');
      request.on('close', () => controller.signal.aborted && gone.resolve());
    });
    const gone = deferred();
    const controller = new AbortController();
    const stream = streamEvents<Events>({ url, signal: controller.signal });
    await stream.next();
    controller.abort(new Error('enough'));
    await assert.rejects(stream.next(), { message: 'enough' });
    await gone.promise;
  });

  it('tells the server when the loop is left', async (test) => {
    const gone = deferred();
    const url = await startServer(test, (request, response) => {
      startStream(response).write('data: 1\n\ndata: 2\n\n');
      request.on('close', gone.resolve);
    });
    for await (const event of streamEvents<Events>({ url })) if (event.id === '') break;
    await gone.promise;
  });
});

describe('parsing an event stream', () => {
  const text = '\ufeffid: 7\r\nevent: a\rdata: one\ndata:two\r\n\r\ndata\n\nevent: dropped\n\n: comment\nid: \u00fc\u{1f600}\ndata:  spaced\nunknown: x\n\nretry: 12\nretry: 1x\ndata: cut off';

  async function parse(chunks: readonly Uint8Array[]): Promise<StreamItem[]> {
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield* chunks;
    }
    const items: StreamItem[] = [];
    for await (const item of parseEvents(stream())) items.push(item);
    return items;
  }

  it('follows the standard: line ends, one space, comments, empty data, a cut off event', async () => {
    assert.deepEqual(await parse([Buffer.from(text)]), [
      { kind: 'event', event: { id: '7', event: 'a', data: 'one\ntwo' } },
      { kind: 'event', event: { id: '7', event: 'message', data: '' } },
      { kind: 'event', event: { id: 'ü😀', event: 'message', data: ' spaced' } },
      { kind: 'retry', milliseconds: 12 },
    ]);
  });

  it('yields the same, however the bytes are cut into chunks', async () => {
    const bytes = Buffer.from(text);
    const whole = await parse([bytes]);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        assert.deepEqual(await parse(chunks), whole);
      }),
    );
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
