import assert from 'node:assert/strict';
import { test } from 'node:test';

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
  readonly headers: Headers;
  readonly headerValues: Readonly<Record<string, unknown>>;
}

interface Bytes {
  bytes(): Promise<Uint8Array>;
  stream(): ReadableStream<Uint8Array>;
}

type Client = Readonly<Record<'createNote' | 'addPhoto' | 'putFile' | 'getFile', (input: object, options?: object) => Promise<Answer>>>;

/** What the client of the rich project sends of every media type, and what becomes of it on both sides. */
export function testBodies(clientOf: () => Promise<Client>, urlOf: () => string): void {
  test('each media type of a body reaches the handler as what it is', async () => {
    const { createNote } = await clientOf();
    const sent = async (body: unknown, contentType?: string) => (await createNote({ body, ...(contentType === undefined ? {} : { contentType }) })).body;
    assert.deepEqual(await sent({ text: 'a' }), { type: 'application/json', value: { text: 'a' } });
    assert.deepEqual(await sent({ words: ['a'] }, 'application/json; version=2'), { type: 'application/json; version=2', value: { words: ['a'] } });
    assert.deepEqual(await sent('grün', 'text/plain'), { type: 'text/plain', value: 'grün' });
    assert.deepEqual(await sent(Uint8Array.of(1, 2, 3), 'image/png'), { type: 'image/png', value: 3 });
    const form = { text: 'a & b', tags: ['x,y', 'z'], sizes: [1, 2], where: { city: 'Ü', near: [1, 2] }, more: { a: 1 } };
    assert.deepEqual(await sent(form, 'application/x-www-form-urlencoded'), { type: 'application/x-www-form-urlencoded', value: form });
    await assert.rejects(sent('x', 'text/html'), /The operation takes application\/json, .*, not text\/html\./);
  });

  test('each media type of an answer reaches the caller as what it is, with its headers', async () => {
    const { createNote } = await clientOf();
    const csv = await createNote({ query: { as: 'csv' }, body: { text: 'a' } });
    assert.deepEqual([csv.status, csv.contentType, csv.body], [201, 'text/csv', 'a,b']);
    assert.deepEqual(csv.headerValues, { 'x-page': { size: 2, sort: 'up' }, 'x-sizes': [1, 2], 'x-more': { text: 'ü' } });
    const image = await createNote({ body: { text: 'a' } }, { headers: { accept: 'image/gif, application/json;q=0.5' } });
    assert.equal(image.contentType, 'image/gif');
    assert.deepEqual([...(await (image.body as Bytes).bytes())], [1, 2]);
    const wrong = await createNote({ body: { text: '' } });
    assert.deepEqual([wrong.status, wrong.contentType], [400, 'application/problem+json']);
    assert.equal((await createNote({ body: { text: 'a' } }, { headers: { accept: 'text/html' } })).status, 406);
  });

  test('a multipart body has fields, lists, JSON and files with headers of their own', async () => {
    const { addPhoto } = await clientOf();
    const photo = { content: Uint8Array.of(1, 2), name: 'a "b".png', type: 'image/png', headers: { 'X-Rate': 7 } };
    const body = { name: 'Rex, a dog', age: 3, tags: ['x', 'y,z'], meta: { a: 1 }, photo, docs: [new File(['one'], '1.txt'), new Blob(['zwölf'])] };
    const { status, body: taken } = await addPhoto({ body });
    const { photo: file, docs, ...rest } = taken as Record<string, unknown>;
    assert.deepEqual([status, rest], [201, { name: 'Rex, a dog', age: 3, tags: ['x', 'y,z'], meta: { a: 1 } }]);
    assert.deepEqual([file, docs], [['a "b".png', 'image/png', 2, { 'x-rate': 7 }], ['one', 'zwölf']]);
    assert.equal((await addPhoto({ body: { ...body, photo: { ...photo, type: 'image/gif' } } })).status, 400);
    assert.equal((await addPhoto({ body: { ...body, photo: { ...photo, content: new Uint8Array(1001) } } })).status, 413);
    await assert.rejects(addPhoto({ body: { ...body, photo: { ...photo, headers: { 'X-Rate': '1\r\nX: 2' } } } }), /would break out of its line/);
  });

  test('bytes stream both ways', async () => {
    const { putFile, getFile } = await clientOf();
    async function* pieces() {
      for (let index = 0; index < 20; index += 1) yield new Uint8Array(100_000);
    }
    assert.equal((await putFile({ path: { name: 'a' }, body: pieces() })).body, 2_000_000);
    assert.equal((await putFile({ path: { name: 'a' }, body: new Blob(['abc']).stream() })).body, 3);
    const { body } = await getFile({ path: { name: 'a' } });
    let size = 0;
    await (body as Bytes).stream().pipeTo(new WritableStream({ write: (piece) => void (size += piece.length) }));
    assert.equal(size, 300_000);
    const none = await getFile({ path: { name: 'none' } });
    assert.deepEqual([none.status, none.body], [404, '<none/>']);
  });

  test('a form of any other sender is read by the same rules', async () => {
    const response = await fetch(`${urlOf()}/api/notes`, { method: 'POST', body: new URLSearchParams([['text', 'a'], ['where[city]', 'b'], ['sizes', '1 2']]) });
    assert.deepEqual(await response.json(), { type: 'application/x-www-form-urlencoded', value: { text: 'a', where: { city: 'b' }, sizes: [1, 2] } });
  });
}
