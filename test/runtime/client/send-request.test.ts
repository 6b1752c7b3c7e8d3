import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Media, Outcome } from '../../../runtime/client/index.ts';
import { requestSender, type OperationPlan, type SendOptions } from '../../../runtime/client/send-request.ts';

/** What the server is to answer, and what it was asked. */
interface Told {
  readonly status?: number;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string;
}

let told: Told = {};
let asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string };
let server: Server;

before(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      response.writeHead(told.status ?? 200, told.headers).end(told.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(() => server.close());

type Answers = Outcome<{ 200: { id: number }; 201: Media<['text/csv', string] | ['application/json', { id: number }]>; 204: void }, { 404: { error: string }; '5XX': { msg: string } }, { 200: { 'x-count'?: number } }>;

const answers: OperationPlan['answers'] = {
  200: { headers: { 'x-count': { types: ['integer'] }, 'set-cookie': { as: 'list' } } },
  201: { content: [{ mediaType: 'text/csv', codec: 'text' }, { mediaType: 'application/json', codec: 'json' }] },
  202: { content: [{ mediaType: 'application/pdf', codec: 'binary' }] },
  204: {},
  302: {},
  404: {},
  '5XX': {},
};

function send(answer: Told, plan: Partial<OperationPlan> = {}, input: object = {}, options: SendOptions = {}): Promise<Answers> {
  told = answer;
  const sender = requestSender({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, schemes: {}, secrets: {} });
  return sender({ method: 'GET', path: '/things', answers, ...plan }, input, options) as Promise<Answers>;
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** Answers that hold integers of 64 bits. */
const exact: Partial<OperationPlan> = {
  answers: {
    200: { content: [{ mediaType: 'application/json', codec: 'json', exact: true }] },
    201: { content: [{ mediaType: 'application/jsonl', codec: 'json-lines', exact: true }] },
    202: { content: [{ mediaType: 'text/event-stream', codec: 'events', events: { '': { encoding: 'json' } }, exact: true }] },
  },
};

describe('an integer of 64 bits', () => {
  const large = '{"id":9007199254740993}';
  const refused = { name: 'MalformedMessage', message: 'The server sent the integer 9007199254740993, which a number of JavaScript cannot hold (code generated with "int64: bigint" can).' };

  it('never becomes another one', async () => {
    await assert.rejects(send({ headers: json, body: large }, exact), refused);
    for (const [status, type, body] of [[201, 'application/jsonl', `${large}\n`], [202, 'text/event-stream', `data: ${large}\n\n`]] as const) {
      const { body: items } = (await send({ status, headers: { 'content-type': type }, body }, exact)) as unknown as { body: AsyncIterable<unknown> };
      await assert.rejects(items[Symbol.asyncIterator]().next(), refused);
    }
  });

  it('is what it says where a number can hold it', async () => {
    assert.deepEqual((await send({ headers: json, body: '{"id":9007199254740991}' }, exact)).body, { id: 9007199254740991 });
  });
});

describe('the outcome of an operation', () => {
  it('is told apart by its status, with the declared headers as values', async () => {
    const outcome = await send({ headers: { ...json, 'x-count': '3', 'set-cookie': ['a=1; Expires=Wed, 01 Jan', 'b=2'] }, body: '{"id":1}' });
    if (outcome.status !== 200) assert.fail('another status');
    const { id }: { id: number } = outcome.body;
    assert.deepEqual([id, outcome.ok, outcome.headers.get('x-count')], [1, true, '3']);
    assert.deepEqual(outcome.headerValues, { 'x-count': 3, 'set-cookie': ['a=1; Expires=Wed, 01 Jan', 'b=2'] });
  });

  it('is told apart by its media type where a status has several', async () => {
    const csv = await send({ status: 201, headers: { 'content-type': 'Text/CSV; header=present' }, body: 'a,b' });
    if (csv.status !== 201 || csv.contentType !== 'text/csv') assert.fail('another answer');
    assert.equal(csv.body.slice(1), ',b');
    const other = await send({ status: 201, headers: json, body: '{"id":1}' });
    if (other.status !== 201 || other.contentType !== 'application/json') assert.fail('another answer');
    assert.equal(other.body.id, 1);
  });

  it('carries the error of a declared error status and of a declared range', async () => {
    assert.deepEqual((await send({ status: 404, headers: { 'content-type': 'application/problem+json' }, body: '{"error":"x"}' })).body, { error: 'x' });
    const outcome = await send({ status: 502, headers: json, body: '{"msg":"x"}' });
    if (outcome.status !== 502) assert.fail('another status');
    const { msg }: { msg: string } = outcome.body;
    assert.deepEqual([outcome.ok, msg], [false, 'x']);
  });

  it('has no body where the answer has none', async () => {
    assert.equal((await send({ status: 204 })).body, undefined);
    assert.equal((await send({ status: 404, headers: { ...json, 'content-length': '0' } })).body, undefined);
  });

  it('is read as its status says where the answer does not say what it is', async () => {
    assert.deepEqual((await send({ body: '{"id":1}' })).body, { id: 1 });
    assert.deepEqual((await send({ status: 404, body: 'gone' })).body, 'gone');
    const { body } = (await send({ status: 202, body: '%PDF' })) as unknown as { body: { text(): Promise<string> } };
    assert.equal(await body.text(), '%PDF');
  });

  it('is a redirect where the contract declares one', async () => {
    assert.equal((await send({ status: 302, headers: { location: '/elsewhere' } })).headers.get('location'), '/elsewhere');
  });

  it('is an error for a status that is not declared, and for JSON that is none', async () => {
    await assert.rejects(send({ status: 418, headers: { 'content-type': 'text/plain' }, body: 'tea' }), { name: 'UndeclaredStatus', status: 418, body: 'tea' });
    await assert.rejects(send({ headers: json, body: '{' }), { name: 'MalformedMessage' });
  });

  it('is what the network failed with', async () => {
    const sender = requestSender({ baseUrl: 'http://127.0.0.1:1', schemes: {}, secrets: {} });
    await assert.rejects(sender({ method: 'GET', path: '/', answers }, {}, {}), TypeError);
    await assert.rejects(send({}, {}, {}, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });
});

describe('a request', () => {
  const bodies: NonNullable<OperationPlan['bodies']> = [
    { mediaType: 'application/vnd.thing+json', codec: 'json' },
    { mediaType: 'image/*', codec: 'binary' },
    { mediaType: 'multipart/form-data', codec: 'multipart' },
  ];
  const post = async (input: object, options?: SendOptions) => {
    await send({ status: 204 }, { method: 'PATCH', bodies }, input, options);
    return asked;
  };

  it('does not send what its receiver would take for something else', async () => {
    const listed = { mediaType: 'multipart/form-data', codec: 'multipart', fields: { labels: { explode: false } } } as const;
    const sent = (labels: string[]) => send({ status: 204 }, { method: 'POST', bodies: [listed] }, { body: { labels } });
    assert.equal((await sent(['a', 'b'])).status, 204);
    assert.match(asked.body, /\r\n\r\na,b\r\n/);
    await assert.rejects(sent(['a', 'b,c']), { name: 'TypeError', message: 'The part "labels" cannot hold "b,c" in a list: it contains the delimiter.' });
  });

  it('says what its body is', async () => {
    const { method, headers, body } = await post({ body: { a: 1 } });
    assert.deepEqual([method, headers['content-type'], body], ['PATCH', 'application/vnd.thing+json', '{"a":1}']);
    assert.equal((await post({ body: null })).body, 'null');
    assert.equal((await post({ contentType: 'image/webp', body: new Blob(['x']) })).headers['content-type'], 'image/webp');
    assert.match((await post({ contentType: 'multipart/form-data', body: new FormData() })).headers['content-type'] ?? '', /^multipart\/form-data; ?boundary=/);
  });

  it('has no body and no type without one', async () => {
    const { headers, body } = await post({});
    assert.deepEqual([headers['content-type'], body], [undefined, '']);
  });

  it("has the caller's own headers in place of others", async () => {
    const { headers } = await post({ body: 1 }, { headers: { 'Content-Type': 'application/json', Accept: 'text/csv' } });
    assert.deepEqual([headers['content-type'], headers.accept], ['application/json', 'text/csv']);
  });

  it('is not sent with a body that the operation does not take', async () => {
    await assert.rejects(post({ contentType: 'text/plain', body: 'x' }), TypeError);
    await assert.rejects(send({}, {}, { body: 'x' }), /takes no body/);
  });
});
