import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { fieldsOfPets, petParts } from './multipart-rows.ts';
import { RawClient, requestRaw } from './raw-client.ts';
import { operation, startService, type Handler, compile } from './test-service.ts';
import type { MediaRow, PartRow, RunningService, UploadedFile } from 'specwright/runtime';

const limit = 3_000_000;

/** `name: text, age: integer (text), tags: texts, meta: JSON, photo: an image of at most 2 MB, docs: files`. */
const pets: MediaRow = {
  mediaType: 'multipart/form-data',
  codec: 'multipart',
  decode: fieldsOfPets,
  parts: petParts,
  validate: compile({
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', maxLength: 20 },
      age: { type: 'integer' },
      tags: { type: 'array', items: { type: 'string' } },
      meta: { type: 'object', required: ['a'] },
      photo: true,
      docs: { type: 'array', maxItems: 2 },
    },
  }),
};
const open: MediaRow = { mediaType: 'multipart/form-data', codec: 'multipart' };

interface Pet {
  readonly photo?: UploadedFile;
  readonly docs?: readonly UploadedFile[];
}

const kept: UploadedFile[] = [];
let calls = 0;

async function told(file: UploadedFile): Promise<unknown> {
  kept.push(file);
  const bytes = Buffer.from(await file.bytes());
  const streamed: Uint8Array[] = [];
  for await (const chunk of file.stream()) streamed.push(chunk);
  assert.ok(bytes.equals(Buffer.concat(streamed)));
  return { name: file.name, type: file.type, size: file.size, start: bytes.subarray(0, 5).toString('latin1') };
}

const echo: Handler = async ({ body }) => {
  calls += 1;
  const { photo, docs, ...rest } = body as Pet;
  return {
    status: 200,
    body: { ...rest, ...(photo ? { photo: await told(photo) } : {}), ...(docs ? { docs: await Promise.all(docs.map(told)) } : {}) },
  };
};

let service: RunningService;

before(async () => {
  const post = (path: string, media: MediaRow, timeoutMs = 5000) => operation({ path, method: 'post', body: { required: true, content: [media] }, limits: { bodyBytes: limit, timeoutMs } });
  service = await startService([
    [post('/pets', pets), echo],
    [post('/open', open), echo],
    [post('/hasty', open, 50), echo],
    [{ ...post('/back', pets), responses: { 200: { content: [{ mediaType: 'image/png', codec: 'binary' }], headers: [] } } }, ({ body }) => ({ status: 200, contentType: 'image/png', body: (body as Pet).photo?.stream() })],
  ]);
});
after(() => service.close());

function form(parts: readonly (readonly [name: string, value: string | Blob, fileName?: string])[]): FormData {
  const data = new FormData();
  for (const [name, value, fileName] of parts) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, value, fileName);
  }
  return data;
}

async function post(body: FormData | Blob | string, path = '/pets', headers: Record<string, string> = {}): Promise<{ status: number; body: never }> {
  const response = await fetch(service.url + path, { method: 'POST', body, headers });
  return { status: response.status, body: await response.json() as never };
}

const b = 'multipart/form-data; boundary=b';
const part = (head: string, text: string): string => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
const postRaw = (text: string | Blob) => post(text, '/pets', { 'content-type': b });
const spooled = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('specwright-upload-'));

async function violationsOf(text: string): Promise<string[]> {
  const { status, body } = await postRaw(text);
  assert.equal(status, 422, JSON.stringify(body));
  return (body as { violations: { in: string; pointer: string; keyword: string; message: string }[] }).violations
    .map(({ in: place, pointer, keyword, message }) => `${place} ${pointer} ${keyword} ${message}`);
}

describe('a multipart body', () => {
  it('becomes fields by the schema and files, one or several', async () => {
    const { status, body } = await post(form([
      ['name', 'Ärger & Co'], ['age', '7'], ['tags', 'a'], ['meta', new Blob(['{"a":[1]}'], { type: 'application/json' })], ['tags', 'b,c'],
      ['photo', new Blob(['PNG..'], { type: 'image/png' }), 'ca"t.png'],
      ['docs', new Blob(['one']), 'one.txt'], ['docs', new Blob(['two'], { type: 'text/plain' }), 'two.txt'],
    ]));
    assert.equal(status, 200);
    assert.deepEqual(body, {
      name: 'Ärger & Co', age: 7, tags: ['a', 'b,c'], meta: { a: [1] },
      photo: { name: 'ca"t.png', type: 'image/png', size: 5, start: 'PNG..' },
      docs: [{ name: 'one.txt', type: 'application/octet-stream', size: 3, start: 'one' }, { name: 'two.txt', type: 'text/plain', size: 3, start: 'two' }],
    });
  });

  it('may come in any pieces', async () => {
    const text = `preamble\r\n${part('name="name"', 'Rex')}${part('name=age', '7')}${part('name="photo"; filename="C:\\\\tmp\\\\x.png"\r\nContent-Type: image/png', '--\r\n-b\r--b')}--b--\r\nepilogue`;
    const head = `POST /pets HTTP/1.1\r\nHost: x\r\nContent-Type: ${b}\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n`;
    const client = new RawClient(service.port);
    client.socket.setNoDelay(true);
    client.send(head);
    for (const character of text) {
      client.send(character);
      await new Promise(setImmediate);
    }
    assert.match(await client.until((received, closed) => closed || received.endsWith('}')), /"name":"Rex","age":7,"photo":\{"name":"x.png","type":"image\/png","size":10,"start":"--\\r\\n-"/);
    client.close();
  });

  it('is read without a contract for its parts too: texts, and files where a name is given', async () => {
    const { body } = await post(form([['a', '1'], ['a', '2'], ['b', '3']]), '/open');
    assert.deepEqual(body, { a: ['1', '2'], b: '3' });
  });

  it('keeps large files on the disk, without a name, and gives them up with the answer', async () => {
    const bytes = randomBytes(1_400_000);
    const before = spooled();
    const { body } = await post(form([['name', 'x'], ['photo', new Blob([bytes], { type: 'image/png' }), 'x.png'], ['docs', new Blob([bytes]), 'y']]));
    assert.equal((body as { photo: { size: number } }).photo.size, 1_400_000);
    assert.deepEqual(spooled(), before);
    const photo = kept.at(-2);
    await assert.rejects(async () => photo?.bytes(), /is gone/);
  });

  it('can be answered with a stream of an uploaded file', async () => {
    const bytes = randomBytes(1_000_000);
    const response = await fetch(`${service.url}/back`, { method: 'POST', body: form([['name', 'x'], ['photo', new Blob([bytes], { type: 'image/png' }), 'x.png']]) });
    assert.ok(bytes.equals(Buffer.from(await response.arrayBuffer())));
  });
});

describe('a multipart body that breaks the contract', () => {
  it('is told every violation with its place', async () => {
    const text = part('name="name"', 'x'.repeat(21)) + part('name="age"', 'old') + part('name="meta"', '{') + part('name="other"', '1')
      + part('name="photo"; filename="x"\r\nContent-Type: text/html', '') + '--b--';
    assert.deepEqual((await violationsOf(text)).sort(), [
      'body /age type must be integer', 'body /meta style must be JSON', 'body /name maxLength must NOT have more than 20 characters',
      'body /other additionalProperties must NOT have additional properties', 'body /photo contentType must be image/*, not text/html',
      'body /photo minLength must have at least 1 bytes',
    ].sort());
  });

  it('is told of what must be given only once, and of too many files', async () => {
    const once = part('name="name"', 'x');
    const photo = part('name="photo"; filename="x"\r\nContent-Type: image/png', 'x');
    assert.deepEqual(await violationsOf(`${once}${once}${photo}${photo}--b--`), ['body /photo style must be given only once', 'body /name style must be given only once']);
    const doc = part('name="docs"; filename="x"', 'x');
    assert.deepEqual(await violationsOf(`${once}${doc}${doc}${doc}--b--`), ['body /docs maxItems must NOT have more than 2 items']);
  });

  it('is told of text that is no UTF-8', async () => {
    const text = Buffer.from(`${part('name="name"', '\xff')}--b--`, 'latin1');
    const { status, body } = await postRaw(new Blob([text]));
    assert.equal(status, 422);
    assert.match(JSON.stringify(body), /"pointer":"\/name","keyword":"style","message":"must be UTF-8"/);
  });

  it('is malformed without a boundary, without its end, with a part that has no name or no headers, or an encoding', async () => {
    const cases: [body: string, type: string, detail: RegExp][] = [
      [`${part('name="name"', 'x')}--b--`, 'multipart/form-data', /must name its boundary/],
      [part('name="name"', 'x'), b, /ends before its last boundary/],
      [`${part('name="name"', 'x')}--b-`, b, /ends before its last boundary/],
      ['no part at all', b, /ends before its last boundary/],
      [`${part('filename="name"', 'x')}--b--`, b, /no Content-Disposition: form-data with a name/],
      ['--b\r\n\r\nx\r\n--b--', b, /no Content-Disposition: form-data with a name/],
      ['--b\r\nContent-Disposition: form-data; name="a"\r\n--b--', b, /has no headers/],
      ['--b\r\nContent-Disposition: attachment; name="name"\r\n\r\nx\r\n--b--', b, /no Content-Disposition: form-data with a name/],
      [`${part('name="name"\r\nContent-Transfer-Encoding: base64', 'eA==')}--b--`, b, /Content-Transfer-Encoding base64/],
      [`${part('name="name"', 'x').repeat(1001)}--b--`, b, /more than 1000 parts/],
    ];
    for (const [text, type, detail] of cases) {
      const { status, body } = await post(text, '/pets', { 'content-type': type });
      assert.equal(status, 400, text.slice(0, 200));
      assert.equal((body as { error: string }).error, 'malformed-body');
      assert.match((body as { detail: string }).detail, detail);
    }
  });

  it('is too large as a whole, in one part, or in its texts together', async () => {
    const cases: [FormData, number][] = [
      [form([['name', 'x'], ['docs', new Blob([randomBytes(limit)]), 'x']]), limit],
      [form([['name', 'x'], ['photo', new Blob([randomBytes(2_000_001)], { type: 'image/png' }), 'x']]), 2_000_000],
      [form([['name', 'x'], ['tags', 'x'.repeat(600_000)], ['tags', 'x'.repeat(600_000)]]), 1_048_576],
    ];
    for (const [data, limitBytes] of cases) {
      const { status, body } = await post(data);
      assert.equal(status, 413);
      assert.deepEqual(body, { error: 'body-too-large', limitBytes });
    }
  });

  it('reaches no handler, whatever bytes it is made of', async () => {
    const before = calls;
    for (let length = 0; length < 60; length += 1) {
      const answer = await requestRaw(service.port, Buffer.concat([
        Buffer.from(`POST /pets HTTP/1.1\r\nHost: x\r\nContent-Type: ${b}\r\nContent-Length: ${length + 3}\r\n\r\n--b`), randomBytes(length),
      ]));
      assert.match(answer, /^HTTP\/1\.1 400 /);
    }
    assert.equal(calls, before);
  });
});

describe('an upload that is broken off', () => {
  const head = (length: number, path = '/pets'): string => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${b}\r\nContent-Length: ${length}\r\n\r\n`;

  it('reaches no handler and leaves nothing behind', async () => {
    const before = { calls, files: spooled() };
    const client = new RawClient(service.port);
    client.send(head(2_000_000) + part('name="name"', 'x').slice(0, -2) + '\r\n--b\r\nContent-Disposition: form-data; name="docs"; filename="x"\r\n\r\n');
    client.send(randomBytes(900_000));
    client.socket.end();
    await client.untilClosed();
    assert.match(await service.metrics(), /http_requests_in_flight\{service="test"\} 0/);
    // A file is opened and loses its name in two steps of the disk's own time.
    while (spooled().length > before.files.length) await new Promise(setImmediate);
    assert.deepEqual({ calls, files: spooled() }, before);
  });

  it('is answered when its time is over', async () => {
    const client = new RawClient(service.port);
    client.send(head(2_000_000, '/hasty') + part('name="name"', 'x'));
    assert.match(await client.until((received, closed) => closed || received.endsWith('}')), /^HTTP\/1\.1 504 /);
    client.close();
  });
});

describe('an upload whose turn has not come', () => {
  it('waits at the socket, not in memory, and is read in the end', async () => {
    const media: MediaRow = { ...open, parts: { docs: { as: 'file', isList: false, mediaTypes: [] } satisfies PartRow } };
    let admit: () => void = () => undefined;
    const admitted = new Promise<void>((resolve) => (admit = resolve));
    const row = operation({ path: '/slow', method: 'post', body: { required: true, content: [media] }, security: [[{ scheme: 'token', scopes: [] }]], limits: { bodyBytes: 60_000_000, timeoutMs: 20_000 } });
    const handler: Handler = ({ body }) => ({ status: 200, body: { size: (body as { docs: UploadedFile }).docs.size } });
    const slow = await startService([[row, handler]], { signIn: { token: () => admitted.then(() => ({ name: 'Ada' })) } });
    const size = 50_000_000;
    const client = new RawClient(slow.port);
    const start = `--b\r\nContent-Disposition: form-data; name="docs"; filename="x"\r\n\r\n`;
    const end = '\r\n--b--';
    client.send(`POST /slow HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: ${b}\r\nContent-Length: ${start.length + size + end.length}\r\n\r\n${start}`);
    const chunk = Buffer.alloc(1_000_000, 1);
    for (let sent = 0; sent < size; sent += chunk.length) client.send(chunk);
    client.send(end);
    for (let turn = 0; turn < 500; turn += 1) await new Promise(setImmediate);
    assert.ok(client.socket.writableLength > size / 2, `only ${client.socket.writableLength} of ${size} bytes had to wait for sign-in`);
    admit();
    assert.match(await client.until((received, closed) => closed || received.endsWith('}')), new RegExp(`"size":${size}`));
    client.close();
    await slow.close();
  });
});
