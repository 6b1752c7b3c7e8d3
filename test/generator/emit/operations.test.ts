import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitOperations } from '../../../generator/emit/operations.ts';
import { aBody, aChannel, aContent, anApi, anOperation, aParameter, aResponse, aSchema, shapeOf } from './fixture.ts';

const at = { file: '', line: 1, column: 1, pointer: '' };

/** The text for one operation of an API, without the lines that every file has. */
function printed(parts: Parameters<typeof anOperation>[0], api: Parameters<typeof anApi>[0] = {}): string {
  const [file] = emitOperations(anApi({ ...api, operations: [anOperation(parts)] }));
  return (
    file?.text
      .split('\n\n')
      .filter((part) => /Request|Reply/.test(part))
      .join('\n\n') ?? ''
  );
}

test('a public operation without input', () => {
  assert.equal(
    printed({ id: 'ping', path: '/ping', summary: 'Say pong' }),
    `/** GET /ping: Say pong */
export type Ping<C extends Context> = (request: PingRequest<C>) => PingReply | Promise<PingReply>;

export interface PingRequest<C extends Context> extends HandlerContext<C> {
}

export type PingReply =
  | { readonly status: 204; readonly body?: undefined };`,
  );
});

test('each declared part of a request has its type; defaults are always there; header names are lower case', () => {
  const text = printed({
    id: 'getItem',
    security: [[{ scheme: 'jwt', scopes: [] }]],
    parameters: [
      aParameter({ name: 'id', in: 'path' }),
      aParameter({ name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } }),
      aParameter({ name: 'X-Trace', in: 'header' }),
      aParameter({ name: 'sid', in: 'cookie' }),
    ],
    body: aBody(),
  });
  assert.ok(
    text.includes(`HandlerContext<C> {
  readonly actor: C['actor'];
  readonly path: types.GetItemData['path'];
  readonly query: Filled<NonNullable<types.GetItemData['query']>, 'limit'>;
  readonly headers: { readonly 'x-trace'?: NonNullable<types.GetItemData['headers']>['X-Trace'] };
  readonly cookies: types.GetItemCookies;
  readonly body: NonNullable<types.GetItemData['body']>;
}`),
  );
});

test('signing in may be optional', () => {
  assert.match(
    printed({ id: 'get', security: [[{ scheme: 'jwt', scopes: [] }], []] }),
    /readonly actor: C\['actor'\] \| undefined;/,
  );
});

test('a body that is not required may be undefined', () => {
  assert.match(
    printed({ id: 'put', body: aBody({ required: false }) }),
    /readonly body: NonNullable<types\.PutData\['body'\]> \| undefined;/,
  );
});

test('codecs decide what a handler holds: text, bytes, or the value', () => {
  const contents = [
    aContent({ mediaType: 'text/plain', codec: 'text' }),
    aContent({ mediaType: 'application/zip', codec: 'binary' }),
  ];
  assert.match(printed({ id: 'put', body: aBody({ contents }) }), /\| \{ readonly contentType: 'text\/plain'; readonly body: string \}\n  \| \{ readonly contentType: 'application\/zip'; readonly body: Uint8Array \}/);
});

test('a handler reads what is streamed piece by piece', () => {
  const contents = [aContent({ mediaType: 'application/zip', codec: 'binary', streamed: true })];
  assert.match(printed({ id: 'put', body: aBody({ contents }) }), /readonly body: AsyncIterable<Uint8Array>;/);
});

test('answers are told apart by status; ranges and default exclude what is declared beside them', () => {
  const content = [aContent({ schema: { $ref: '#/components/schemas/Item' } })];
  const text = printed(
    {
      id: 'get',
      responses: [
        aResponse({ status: '200', contents: content }),
        aResponse({ status: '404', contents: [aContent()] }),
        aResponse({ status: '4XX' }),
        aResponse({ status: 'default', contents: [aContent()] }),
      ],
    },
    { schemas: [aSchema('Item', {})] },
  );
  assert.ok(
    text.endsWith(`export type GetReply =
  | { readonly status: 200; readonly body: types.Item }
  | { readonly status: 404; readonly body: types.GetErrors[404] }
  | { readonly status: Exclude<Status4XX, 404>; readonly body?: undefined }
  | { readonly status: Exclude<Status, 200 | 404 | Status4XX>; readonly body: types.GetDefaultBody1 };`),
  );
});

test('several media types of one status need a contentType', () => {
  const contents = [aContent(), aContent({ mediaType: 'text/plain', codec: 'text' })];
  const text = printed({ id: 'get', responses: [aResponse({ status: '200', contents })] });
  assert.match(text, /status: 200; readonly contentType: 'application\/json'; readonly body: types\.Get200Body1 \}/);
  assert.match(text, /status: 200; readonly contentType: 'text\/plain'; readonly body: string \| AsyncIterable<string> \}/);
});

test('where a successful answer has a choice, the handler is told what the client likes best', () => {
  const contents = [aContent(), aContent({ mediaType: 'image/*', codec: 'binary' })];
  const problem = aResponse({ status: 'default', contents: [aContent({ mediaType: 'text/plain', codec: 'text' })] });
  const text = printed({ id: 'get', responses: [aResponse({ status: '200', contents }), problem] });
  assert.match(text, /readonly accepts: 'application\/json' \| `image\/\$\{string\}`;/);
  assert.doesNotMatch(printed({ id: 'get', responses: [aResponse({ status: '200', contents: [aContent()] }), problem] }), /accepts/);
});

test('how long the body of a HEAD would be is for its handler to say', () => {
  const length = { kind: 'header' as const, shape: shapeOf({ type: 'integer' }), explode: false, name: 'Content-Length', required: false, schema: { type: 'integer' }, description: '', at };
  const answering = (method: string) => printed({ id: 'a', method, responses: [aResponse({ status: '200', headers: [length] })] });
  assert.match(answering('head'), /readonly headers\?: types\.A200Headers/);
  assert.doesNotMatch(answering('get'), /readonly headers/);
});

test("a required header is the handler's to give, unless the runtime writes it", () => {
  const header = (name: string) => ({
    kind: 'header' as const, shape: shapeOf({ type: 'string' }), explode: false,
    name,
    required: true,
    schema: { type: 'string' },
    description: '',
    at,
  });
  assert.match(
    printed({ id: 'a', responses: [aResponse({ status: '204', headers: [header('Location')] })] }),
    /readonly headers: types\.A204Headers/,
  );
  assert.match(
    printed({ id: 'a', responses: [aResponse({ status: '204', headers: [header('Retry-After')] })] }),
    /readonly headers\?: types\.A204Headers/,
  );
  assert.doesNotMatch(
    printed({ id: 'a', responses: [aResponse({ status: '204', headers: [header('X-RateLimit-Limit')] })] }),
    /headers/,
  );
});

test('handlers of a service with channels may publish on them', () => {
  assert.match(printed({ id: 'a' }, { channels: [aChannel({ name: 'live' })] }), /readonly channels: ChannelPublishers;/);
});

test('a long file is split by folder', () => {
  const operations = Array.from({ length: 60 }, (_, index) =>
    anOperation({ id: `op${index}`, folder: index % 2 === 0 ? 'even' : 'odd' }),
  );
  const files = emitOperations(anApi({ operations }));
  assert.deepEqual(
    files.map(({ path }) => path),
    ['operations.ts', 'operations/even.ts', 'operations/odd.ts'],
  );
  assert.match(files[0]?.text ?? '', /readonly op0: Op0<C>;\n {2}readonly op1: Op1<C>;/);
});

test('an answer within a range needs a contentType where neither JSON nor plain text lies within it', () => {
  const answering = (mediaType: string, codec: 'json' | 'text' | 'binary') => printed({ id: 'get', responses: [aResponse({ status: '200', contents: [aContent({ mediaType, codec, schema: {} })] })] });
  for (const [type, codec] of [['*/*', 'json'], ['application/*', 'json'], ['text/*', 'text']] as const) assert.match(answering(type, codec), /readonly contentType\?: /);
  for (const [type, codec] of [['application/*+json', 'json'], ['application/*+xml', 'text'], ['image/*', 'binary']] as const) assert.match(answering(type, codec), /readonly contentType: /);
});

test('a component may be called like a type of the runtime', () => {
  const schema = { $ref: '#/components/schemas/UploadedFile' };
  const contents = [{ ...aContent(), schema }, { ...aContent(), mediaType: 'application/a+json', schema }];
  const [file] = emitOperations(anApi({ schemas: [aSchema('UploadedFile', { type: 'object' })], operations: [anOperation({ id: 'upload', responses: [aResponse({ status: '200', contents })] })] }));
  assert.doesNotMatch(file?.text ?? '', /^import .*UploadedFile/m);
});
