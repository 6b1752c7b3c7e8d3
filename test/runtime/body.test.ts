import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BodyRow, MediaRow, RunningService } from 'specwright/runtime';
import { exchangeRaw, RawClient, requestRaw } from './raw-client.ts';
import { compile, json, operation, startService, takesJson } from './test-service.ts';

const media = (mediaType: string, codec: MediaRow['codec'], schema = {}): MediaRow => ({ mediaType, codec, validate: compile(schema) });
const takes = (...content: MediaRow[]): BodyRow => ({ required: true, content });
const limit = 1000;

describe('request bodies', () => {
  let service: RunningService;
  const calls: unknown[] = [];

  before(async () => {
    const bodies: Readonly<Record<string, BodyRow>> = {
      json: takesJson(),
      optional: takesJson({}, false),
      form: takes(media('application/x-www-form-urlencoded', 'form')),
      text: takes(media('text/plain', 'text')),
      binary: takes(media('application/octet-stream', 'binary')),
      image: takes(media('image/*', 'binary')),
      several: takes(json({ type: 'object' }), media('text/plain', 'text', { type: 'string', maxLength: 3 })),
      merge: takes(media('application/merge-patch+json', 'json')),
    };
    const echo = ({ body }: { body: unknown }) => {
      calls.push(body);
      const shown = body instanceof Uint8Array ? { bytes: [...body] } : body;
      return { status: 200, body: shown ?? null };
    };
    service = await startService([
      ...Object.entries(bodies).map(([name, body]) => [operation({ path: `/${name}`, method: 'post', body, limits: { bodyBytes: limit } }), echo] as const),
      [operation({ path: '/large', method: 'post', body: takesJson(), limits: { bodyBytes: 3_000_000 } }), ({ body }) => ({ status: 200, body: (body as string).length })],
      [operation({ path: '/none', method: 'post' }), echo],
      [operation({ path: '/slow-sign-in', method: 'post', body: takesJson(), security: [[{ scheme: 'token', scopes: [] }]] }), echo],
    ], {
      signIn: {
        token: async () => {
          await new Promise(setImmediate);
          return { name: 'late' };
        },
      },
    });
  });

  after(() => service.close());

  const post = (path: string, body: unknown, contentType?: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(service.url + path, { method: 'POST', body, duplex: 'half', headers: { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...headers } } as RequestInit);

  const postJson = (text: unknown): Promise<Response> => post('/json', text, 'application/json');

  const problem = async (response: Response): Promise<string> => (await response.json() as { error: string }).error;

  async function* pieces(count: number, bytes: number): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < count; index += 1) yield Buffer.alloc(bytes, ' ');
  }

  it('reads JSON, whatever the letter case and parameters of its type', async () => {
    for (const type of ['application/json', 'Application/JSON', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"']) {
      assert.deepEqual(await (await post('/json', '{"a":[1,"ü"]}', type)).json(), { a: [1, 'ü'] });
    }
  });

  it('reads a body that comes in many pieces', async () => {
    const text = JSON.stringify('x'.repeat(2_000_000));
    const half = Buffer.from(text).subarray(0, 1_234_567);
    const rest = Buffer.from(text).subarray(1_234_567);
    assert.equal(await (await post('/large', text, 'application/json')).json(), 2_000_000);
    const client = new RawClient(service.port);
    client.send(`POST /large HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${half.length + rest.length}\r\n\r\n`);
    client.send(half);
    client.send(rest);
    assert.match(await client.until((received) => received.includes('2000000')), /^HTTP\/1\.1 200/);
    client.close();
  });

  it('puts a character together that was cut between two pieces', async () => {
    const bytes = Buffer.from('"ü€😀"');
    const client = new RawClient(service.port);
    client.send(`POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    for (const byte of bytes) client.send(Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]));
    client.send('0\r\n\r\n');
    const answer = await client.until((received) => /"$/.test(received));
    assert.equal(Buffer.from(answer.slice(answer.indexOf('\r\n\r\n') + 4), 'latin1').toString(), '"ü€😀"');
    client.close();
  });

  it('keeps a body that arrives while sign-in takes its time', async () => {
    const response = await post('/slow-sign-in', '{"a":1}', 'application/json', { authorization: 'Bearer x' });
    assert.deepEqual(await response.json(), { a: 1 });
  });

  it('answers 400 to what is not JSON', async () => {
    for (const text of ['{', 'a', '{"a":1}}', "{'a':1}", '[1,]', 'NaN', '\u{feff}{}']) {
      const response = await postJson(text);
      assert.equal(response.status, 400, text);
      assert.equal(await problem(response), 'malformed-body');
    }
  });

  it('answers 400 to bytes that are not UTF-8, in JSON, forms and text alike', async () => {
    for (const bytes of [[0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xc0, 0x80, 0x22]]) {
      assert.equal((await postJson(Uint8Array.from(bytes))).status, 400, String(bytes));
      assert.equal((await post('/text', Uint8Array.from(bytes), 'text/plain')).status, 400);
      assert.equal((await post('/form', Uint8Array.from(bytes), 'application/x-www-form-urlencoded')).status, 400);
    }
  });

  it('answers 400 where a body is required and none was sent', async () => {
    for (const response of [await post('/json', undefined), await post('/json', undefined, 'application/json'), await post('/json', '', 'application/json')]) {
      assert.equal(response.status, 400);
      assert.equal(await problem(response), 'missing-body');
    }
    const emptyChunked = await requestRaw(service.port, 'POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
    assert.match(emptyChunked, /missing-body/);
  });

  it('takes no body for an answer where it is optional', async () => {
    assert.equal(await (await post('/optional', undefined)).json(), null);
    assert.equal(await (await post('/optional', '', 'application/json')).json(), null);
  });

  it('answers 415 to a type that is not declared, to none at all, and to a charset that is not UTF-8', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/jsonx', 'application/json; charset=latin1', 'application/json; charset=utf-16', 'nonsense', undefined]) {
      const response = await post('/json', Buffer.from('{}'), type);
      assert.equal(response.status, 415, type);
      assert.deepEqual(await response.json(), { error: 'unsupported-media-type', accepted: ['application/json'] });
    }
  });

  it('chooses the reader and the schema by the type that was sent', async () => {
    assert.deepEqual(await (await post('/several', '{}', 'application/json')).json(), {});
    assert.equal(await (await post('/several', '{}', 'text/plain')).json(), '{}');
    assert.equal((await post('/several', '"{}"', 'application/json')).status, 422);
    assert.equal((await post('/several', 'long', 'text/plain')).status, 422);
    assert.deepEqual(await (await post('/merge', '{"a":null}', 'application/merge-patch+json')).json(), { a: null });
  });

  it('reads forms, with repeated names as lists', async () => {
    const fields = await (await post('/form', 'a=1&b=x+y%21&a=2&a=3&toString=t', 'application/x-www-form-urlencoded')).json();
    assert.deepEqual(fields, { a: ['1', '2', '3'], b: 'x y!', toString: 't' });
  });

  it('reads bytes as bytes, that stay when the socket has taken its buffer back', async () => {
    const sent = [0, 255, 128, 10];
    assert.deepEqual(await (await post('/binary', Uint8Array.from(sent), 'application/octet-stream')).json(), { bytes: sent });
    const kept = calls.at(-1) as Uint8Array;
    await post('/binary', Buffer.alloc(limit, 1), 'application/octet-stream');
    assert.deepEqual([...kept], sent);
  });

  it('takes a body without a type for bytes, and a type within a declared range', async () => {
    assert.deepEqual(await (await post('/binary', Uint8Array.of(1))).json(), { bytes: [1] });
    assert.deepEqual(await (await post('/image', Uint8Array.of(1), 'image/png')).json(), { bytes: [1] });
    assert.equal((await post('/image', Uint8Array.of(1), 'video/mp4')).status, 415);
  });

  it('answers 413 by Content-Length before anything is read, and closes', async () => {
    const head = `POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${limit + 1}\r\n\r\n`;
    const answer = await exchangeRaw(service.port, head);
    assert.match(answer, /^HTTP\/1\.1 413 .*Connection: close/s);
    assert.match(answer, new RegExp(`"limitBytes":${limit}`));
  });

  it('answers 413 while a body of unknown length is read', async () => {
    const response = await post('/json', pieces(2, limit), 'application/json');
    assert.equal(response.status, 413);
  });

  it('answers 413 also when the rest of a large upload is still coming', async () => {
    assert.equal((await post('/json', Buffer.alloc(3_000_000, ' '), 'application/json')).status, 413);
    assert.equal((await post('/json', pieces(100, 65_536), 'application/json')).status, 413);
  });

  it('takes a body of exactly the limit', async () => {
    assert.equal((await postJson(JSON.stringify('x'.repeat(limit - 2)))).status, 200);
    assert.equal((await postJson(JSON.stringify('x'.repeat(limit - 1)))).status, 413);
  });

  it('refuses __proto__ however it is spelled, and leaves no trace in other objects', async () => {
    for (const text of ['{"__proto__":{"x":1}}', '{"a":[{"__proto__":1}]}', '{"\\u005f_proto__":{"x":1}}', '{"a":"\\u0041","__proto\\u005f\\u005f":1}']) {
      const response = await postJson(text);
      assert.equal(response.status, 400, text);
    }
    assert.equal((await post('/form', '__proto__=1', 'application/x-www-form-urlencoded')).status, 400);
    assert.equal(({} as { x?: number }).x, undefined);
  });

  it('takes the word __proto__ in a value, and the last of two equal keys', async () => {
    assert.deepEqual(await (await postJson('{"a":"__proto__","b":1,"b":2}')).json(), { a: '__proto__', b: 2 });
  });

  it('refuses a depth that recursive code could not stand', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    assert.equal((await postJson(nested(200))).status, 200);
    assert.equal((await postJson(nested(400))).status, 400);
    const aroundOne = (depth: number): string => '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2);
    assert.equal((await post('/large', aroundOne(256), 'application/json')).status, 200);
    assert.equal((await post('/large', aroundOne(258), 'application/json')).status, 400);
    assert.equal((await post('/large', nested(1_000_000), 'application/json')).status, 400);
    assert.equal((await post('/large', '{"a":'.repeat(300_000) + '1' + '}'.repeat(300_000), 'application/json')).status, 400);
  });

  it('ignores a body that no operation asked for, and keeps the connection in step', async () => {
    const two = 'POST /none HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloPOST /none HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
    assert.equal((await exchangeRaw(service.port, two)).match(/HTTP\/1\.1 200/g)?.length, 2);
  });

  it('does not call the handler for an upload that was broken off', async () => {
    const before = calls.length;
    const client = new RawClient(service.port);
    client.send('POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"a":');
    client.socket.end();
    await client.untilClosed();
    assert.equal(calls.length, before);
    assert.match(await service.metrics(), /http_requests_aborted_total\{operation="post \/json",service="test"\} 1/);
    assert.match(await service.metrics(), /http_requests_in_flight\{service="test"\} 0/);
  });

  it('answers timeout to an upload that stops half way', async () => {
    const hasty = await startService([[operation({ path: '/json', method: 'post', body: takesJson(), limits: { timeoutMs: 50 } }), () => ({ status: 200, body: 1 })]]);
    const client = new RawClient(hasty.port);
    client.send('POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"a":');
    assert.match(await client.until((received) => received.endsWith('}')), /^HTTP\/1\.1 504 [^]*\{"error":"timeout"\}$/);
    client.close();
    await hasty.close();
  });

  it('answers 406 before reading a body whose answer nobody could take', async () => {
    const response = await post('/json', '{', 'application/json', { accept: 'image/png' });
    assert.equal(response.status, 406);
    assert.deepEqual(await response.json(), { error: 'not-acceptable', offered: ['application/json'] });
  });
});
