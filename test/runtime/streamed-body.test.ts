import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { requestSender, type Bytes, type SendRequest } from 'specwright/client';
import type { MediaRow, RunningService } from 'specwright/runtime';
import { RawClient, requestRaw } from './raw-client.ts';
import { empty, operation, startService, type Handler } from './test-service.ts';

const limit = 16 * 1024 * 1024;
const bytes: MediaRow = { mediaType: 'application/octet-stream', codec: 'binary', streamed: true };
const sendsBytes = { content: [{ mediaType: 'application/octet-stream', codec: 'binary' } as const], headers: [] };

/** What the handlers saw, in order. */
const seen: string[] = [];
let release = (): void => undefined;
let held = new Promise<void>((resolve) => (release = resolve));
let told: (() => void) | undefined;
const saw = (what: string): void => {
  seen.push(what);
  told?.();
};
const untilSeen = async (what: string): Promise<void> => {
  while (!seen.includes(what)) await new Promise<void>((resolve) => (told = resolve));
};

async function read(body: AsyncIterable<Uint8Array>): Promise<{ size: number; hash: string }> {
  const hash = createHash('sha1');
  let size = 0;
  for await (const chunk of body) {
    hash.update(chunk);
    size += chunk.length;
    if (size === chunk.length) saw('began');
  }
  return { size, hash: hash.digest('hex') };
}

const handlers: Readonly<Record<string, Handler>> = {
  '/hash': async ({ body }) => ({ status: 200, body: body === undefined ? null : await read(body) }),
  '/patient': async ({ body }) => {
    await held;
    return { status: 200, body: await read(body) };
  },
  '/broken': async ({ body }) => {
    try {
      return { status: 200, body: await read(body) };
    } catch (error) {
      saw(`broken: ${(error as Error).message}`);
      throw error;
    }
  },
  '/hasty': async ({ body }) => {
    for await (const chunk of body as AsyncIterable<Uint8Array>) return { status: 200, body: chunk.length > 0 };
    return { status: 200, body: false };
  },
  '/unread': () => ({ status: 200, body: 'enough' }),
  '/twice': async ({ body }) => {
    await read(body);
    return read(body).then(() => ({ status: 200 }), (error: Error) => ({ status: 200, body: error.message }));
  },
  '/turned': ({ body }) => ({ status: 200, contentType: 'application/octet-stream', body: inverted(body) }),
};

async function* inverted(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) yield chunk.map((byte) => 255 - byte);
}

describe('a body that is streamed', () => {
  let service: RunningService;
  let send: SendRequest;

  before(async () => {
    const row = (path: string, required: boolean, timeoutMs = 20_000) => ({ path, method: 'post', body: { required, content: [bytes] }, limits: { bodyBytes: limit, timeoutMs } });
    service = await startService([
      ...Object.entries(handlers).filter(([path]) => path !== '/turned').map(([path, handler]) => [operation(row(path, path !== '/hash')), handler] as const),
      [operation({ ...row('/turned', true), responses: { 200: sendsBytes, 413: empty } }), handlers['/turned'] as Handler],
      [operation(row('/late', true, 50)), handlers['/broken'] as Handler],
      [operation({ ...row('/signed', true), security: [[{ scheme: 'token', scopes: [] }]] }), handlers['/hash'] as Handler],
    ], { signIn: { token: async () => (await new Promise(setImmediate), { name: 'late' }) } });
    send = requestSender({ baseUrl: service.url, fetch: globalThis.fetch, schemes: {}, secrets: {} });
  });

  after(() => service.close());

  const post = (path: string, body: Bytes | string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(service.url + path, { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/octet-stream', ...headers } } as RequestInit);

  const hashOf = (body: Buffer): string => createHash('sha1').update(body).digest('hex');
  const large = Buffer.alloc(2_000_000, 'specwright');
  const hash = hashOf(large);

  it('arrives whole, with a length or without, from every form that the client takes', async () => {
    const plan = { method: 'POST', path: '/hash', bodies: [{ mediaType: 'application/octet-stream', codec: 'binary' as const }], answers: { 200: {} } };
    const forms: Bytes[] = [large, new Blob([large]), new Blob([large]).stream(), (async function* () { yield large.subarray(0, 7); yield large.subarray(7); })()];
    for (const body of forms) assert.deepEqual((await send(plan, { body }, {})).body, { size: large.length, hash });
  });

  it('reaches a handler whose caller was signed in while it came', async () => {
    assert.equal(((await (await post('/signed', large, { authorization: 'Bearer x' })).json()) as { hash: string }).hash, hash);
  });

  it('is there for its handler before it is complete', async () => {
    seen.length = 0;
    const client = new RawClient(service.port);
    client.send('POST /hash HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: 6\r\n\r\nabc');
    await untilSeen('began');
    client.send('def');
    assert.match(await client.until((received) => received.includes('}')), /"size":6/);
    client.close();
  });

  it('waits in the socket of its sender while its handler does something else', async () => {
    held = new Promise((resolve) => (release = resolve));
    // More than the system keeps for both ends.
    const huge = Buffer.alloc(16_000_000, 'specwright');
    const client = new RawClient(service.port);
    client.send(`POST /patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: ${huge.length}\r\n\r\n`);
    client.send(huge);
    let left = client.socket.writableLength;
    for (let still = 0; still < 20; still = left === client.socket.writableLength ? still + 1 : 0) {
      left = client.socket.writableLength;
      await new Promise(setImmediate);
    }
    assert.ok(left > 1_000_000, `only ${left} bytes were waiting`);
    release();
    assert.match(await client.until((received) => received.includes('}')), new RegExp(hashOf(huge)));
    client.close();
  });

  it('is refused with 413 as soon as it is too large, and whoever reads it is told', async () => {
    seen.length = 0;
    const head = 'POST /broken HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
    const client = new RawClient(service.port);
    client.send(head);
    for (let sent = 0; sent <= limit; sent += large.length) client.send(Buffer.concat([Buffer.from(`${large.length.toString(16)}\r\n`), large, Buffer.from('\r\n')]));
    const answer = await client.untilClosed();
    assert.match(answer, /^HTTP\/1\.1 413[^]*body-too-large/);
    await untilSeen(`broken: The body is larger than ${limit} bytes.`);
    assert.match(await requestRaw(service.port, head.replace('Transfer-Encoding: chunked', `Content-Length: ${limit + 1}`)), /^HTTP\/1\.1 413/);
  });

  it('breaks for its handler when the client goes away, or the time is over', async () => {
    const begun = (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: 6\r\n\r\nabc`;
    for (const path of ['/broken', '/late']) {
      seen.length = 0;
      const client = new RawClient(service.port);
      client.send(begun(path));
      await untilSeen('began');
      if (path === '/broken') client.close();
      else assert.match(await client.until((received) => received.includes('\r\n\r\n')), /^HTTP\/1\.1 504/);
      await untilSeen('broken: The request is over before its body was read.');
      client.close();
    }
  });

  it('may be left unread, wholly or in part, and its connection serves on', async () => {
    const client = new RawClient(service.port);
    for (const [path, answer] of [['/unread', '"enough"'], ['/hasty', 'true']] as const) {
      const before = client.received.length;
      client.send(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: ${large.length}\r\n\r\n`);
      client.send(large);
      await client.until((received) => received.slice(before).includes(answer));
    }
    client.send('POST /hash HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: 3\r\n\r\nabc');
    assert.match(await client.until((received) => received.includes('size')), /"size":3/);
    client.close();
  });

  it('may become its answer piece by piece', async () => {
    const answer = Buffer.from(await (await post('/turned', large)).arrayBuffer());
    assert.ok(Buffer.from(answer.map((byte) => 255 - byte)).equals(large));
  });

  it('is told when it is missing, and absent where it may be', async () => {
    const chunked = (path: string) => requestRaw(service.port, `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`);
    assert.match(await chunked('/broken'), /^HTTP\/1\.1 400[^]*missing-body/);
    assert.match(await chunked('/hash'), /^HTTP\/1\.1 200[^]*null/);
    assert.equal((await post('/broken', '')).status, 400);
  });

  it('is read once', async () => {
    assert.equal(await (await post('/twice', 'abc')).json(), 'A body that is read while it arrives can be read once only.');
  });
});
