import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitClient } from '../../../generator/emit/client/client.ts';
import {
  aBody,
  aChannel,
  aContent,
  aField,
  aHeader,
  aMessage,
  anApi,
  anOperation,
  aParameter,
  aReceive,
  aResponse,
  aSchema,
  aSecurityScheme,
} from './fixture.ts';

function client(api: Parameters<typeof anApi>[0]): string {
  return emitClient(anApi(api))[0]?.text ?? '';
}

test('answers that lead to integers of 64 bits are read exactly, others as JSON.parse does', () => {
  const schemas = [
    aSchema('Account', { type: 'object', properties: { owner: { $ref: '#/components/schemas/Owner' } } }),
    aSchema('Owner', { type: 'object', properties: { id: { type: 'integer', format: 'int64' }, accounts: { type: 'array', items: { $ref: '#/components/schemas/Account' } } } }),
    aSchema('Plain', { type: 'object', properties: { format: { type: 'integer', format: 'int32' } } }),
  ];
  const answering = (name: string) => client({ schemas, operations: [anOperation({ id: 'get', responses: [aResponse({ status: '200', contents: [aContent({ schema: { $ref: `#/components/schemas/${name}` } })] })] })] });
  assert.match(answering('Account'), /answers: \{ '200': \{ content: \[\{ mediaType: 'application\/json', codec: 'json', exact: true \}\] \} \}/);
  assert.match(answering('Plain'), /answers: \{ '200': \{\} \}/);
});

test('the key of an idempotent operation is a header that it takes', () => {
  const idempotency = { header: 'Idempotency-Key', required: true, keepSeconds: 60 };
  const taking = (parts: Partial<Parameters<typeof anOperation>[0]>) => client({ operations: [anOperation({ id: 'put', idempotency, ...parts })] });
  assert.ok(taking({}).includes("input: Input<types.PutData> & { readonly headers?: { readonly 'Idempotency-Key'?: string } } = {}"));
  assert.ok(taking({ parameters: [aParameter({ name: 'idempotency-key', in: 'header' })] }).includes('input: Input<types.PutData> = {}'));
});

test('an operation is a method that resolves to an outcome', () => {
  const operation = anOperation({
    id: 'putItem',
    summary: 'Put an item',
    method: 'put',
    path: '/items/{id}',
    parameters: [aParameter({ name: 'id', in: 'path' })],
    body: aBody(),
    responses: [aResponse({ status: '200', contents: [aContent()] }), aResponse({ status: '404', contents: [aContent()] })],
    security: [[{ scheme: 'token', scopes: [] }]],
  });
  const text = client({ operations: [operation], securitySchemes: [aSecurityScheme({ name: 'token' })] });
  assert.ok(text.includes('export type PutItemOutcome = Outcome<types.PutItemResponses, types.PutItemErrors>;'));
  assert.ok(
    text.includes(`    /** PUT /items/{id}: Put an item */
    async putItem(input: Input<types.PutItemData>, options: RequestOptions = {}): Promise<PutItemOutcome> {
      return (await send({ method: 'PUT', path: '/items/{id}', security: [['token']], bodies: [{ mediaType: 'application/json', codec: 'json' }], answers: { '200': {}, '404': {} } }, input, options)) as PutItemOutcome;
    },
`),
  );
});

test('what a request is written with is told only where it is not what its place has by default', () => {
  const parameters = [
    aParameter({ name: 'id', in: 'path', style: 'matrix' }),
    aParameter({ name: 'plain', in: 'query' }),
    aParameter({ name: 'filter', in: 'query', style: 'deepObject', explode: true }),
    aParameter({ name: 'ids', in: 'query', explode: false, allowReserved: true }),
    aParameter({ name: 'where', in: 'query', contentType: 'application/json' }),
    aParameter({ name: 'seen', in: 'cookie', explode: false }),
  ];
  const text = client({ operations: [anOperation({ id: 'get', path: '/items/{id}', parameters })] });
  assert.ok(
    text.includes(
      "send({ method: 'GET', path: '/items/{id}', forms: { path: { id: { style: 'matrix' } }, query: { filter: { style: 'deepObject' }, " +
        "ids: { explode: false, reserved: true }, where: { json: true } }, cookies: { seen: { explode: false } } }, answers: { '204': {} } }, input, options)",
    ),
  );
  assert.ok(text.includes('async get(input: Input<types.GetData> & { readonly cookies?: Partial<types.GetCookies> }, options'));
});

test('a body is what its media type can be given as', () => {
  const input = (...contents: ReturnType<typeof aContent>[]) =>
    /async put\(input: (.*), options/.exec(client({ operations: [anOperation({ id: 'put', body: aBody({ contents }) })] }))?.[1];
  const text = aContent({ mediaType: 'text/plain', codec: 'text' });
  assert.equal(input(text), 'WithBody<types.PutData, { readonly body: string }>');
  assert.equal(
    input(aContent(), text, aContent({ mediaType: 'image/*', codec: 'binary' })),
    "WithBody<types.PutData, { readonly contentType?: 'application/json'; readonly body: types.PutBody1 } | " +
      "{ readonly contentType: 'text/plain'; readonly body: string } | { readonly contentType: `image/${string}`; readonly body: Bytes }>",
  );
  const fields = [aField({ name: 'a' }), aField({ name: 'photo', as: 'file', required: true }), aField({ name: 'docs', as: 'file', isList: true })];
  assert.equal(
    input(aContent({ mediaType: 'multipart/form-data', codec: 'multipart', fields })),
    "WithBody<types.PutData, { readonly body: WithFiles<NonNullable<types.PutData['body']>, { readonly photo: Upload; readonly docs?: readonly Upload[] }> }>",
  );
});

test('an operation or a schema called like a type of the client imports none', () => {
  const contents = [aContent({ schema: { $ref: '#/components/schemas/Upload' } })];
  const text = client({ schemas: [aSchema('Upload', true)], operations: [anOperation({ id: 'upload', method: 'post', body: aBody({ contents }) }), anOperation({ id: 'media' })] });
  assert.match(text, /^import \{ type Outcome, requestSender \} from 'specwright\/client';$/m);
});

test('input may be left out where nothing is required', () => {
  const operation = anOperation({ id: 'list', parameters: [aParameter({ name: 'limit', in: 'query' })] });
  assert.match(client({ operations: [operation] }), /async list\(input: Input<types\.ListData> = \{\}, /);
});

test('ranges, default, redirects and several media types have maps of their own', () => {
  const item = [aContent({ schema: { $ref: '#/components/schemas/Item' } })];
  const outcome = (...responses: ReturnType<typeof aResponse>[]) =>
    /export type GetOutcome = (.*);/.exec(
      client({ operations: [anOperation({ id: 'get', responses })], schemas: [aSchema('Item', {})] }),
    )?.[1];
  assert.equal(outcome(aResponse({ status: '204' })), 'Outcome<types.GetResponses>');
  assert.equal(outcome(aResponse({ status: '404', contents: item })), 'Outcome<unknown, types.GetErrors>');
  assert.equal(
    outcome(
      aResponse({ status: '200', contents: item }),
      aResponse({ status: '302' }),
      aResponse({ status: 'default', contents: item }),
    ),
    'Outcome<{ 200: types.Item; 302: undefined }, { default: types.Item }>',
  );
  assert.equal(
    outcome(aResponse({ status: '200', contents: [...item, aContent({ mediaType: 'text/plain', codec: 'text' })] })),
    "Outcome<{ 200: Media<['application/json', types.Item] | ['text/plain', string]> }>",
  );
  assert.equal(outcome(aResponse({ status: 'default', contents: item })), 'Outcome<{ default: types.Item }, { default: types.Item }>');
  assert.equal(outcome(aResponse({ status: '200', contents: [aContent({ mediaType: 'image/*', codec: 'binary' })] })), 'Outcome<{ 200: Download }>');
  assert.equal(
    outcome(aResponse({ status: '204', headers: [aHeader({ name: 'ETag' })] }), aResponse({ status: '404' })),
    'Outcome<types.GetResponses, types.GetErrors, { 204: types.Get204Headers }>',
  );
});

test('a channel connects with what its address needs', () => {
  const channel = aChannel({
    name: 'live',
    address: '/live/{room}',
    parameters: [aParameter({ name: 'room', in: 'path' })],
    subprotocols: ['v1'],
    security: [[{ scheme: 'token', scopes: [] }]],
    sends: [aMessage({ name: 'pong', schemaName: 'Pong' })],
  });
  const text = client({
    channels: [channel],
    schemas: [aSchema('Pong', {})],
    securitySchemes: [aSecurityScheme({ name: 'token' })],
  });
  assert.ok(text.includes('export interface LiveArrivals {\n  pong: types.Pong;\n}'));
  assert.ok(text.includes('  readonly path: types.LivePath;\n'));
  assert.ok(
    text.includes(`        const proof = handshake(own ?? credentials, [['token']], headers);
        return connectWebSocket<LiveReceives, LiveArrivals, 'type'>({
          url: async () => channelUrl(baseUrl, '/live/{room}', { path: { ...path }, query: { ...(await proof()).query } }),
          headers: async () => (await proof()).headers,
          discriminator: 'type',
          protocols: ['v1'],
          ...rest,
        });`),
  );
});

test('a channel whose messages need no discriminator says how they travel', () => {
  const channel = aChannel({ name: 'logs', discriminator: undefined, receives: [aReceive({ id: 'filter', message: aMessage({ name: 'filter', schemaName: 'Filter' }) })], sends: [aMessage({ name: 'line', encoding: 'text', schemaName: 'Line' })] });
  const text = client({ channels: [channel], schemas: [aSchema('Filter', {}), aSchema('Line', { type: 'string' })] });
  assert.ok(text.includes(`          discriminator: '',
          only: { sends: { name: 'filter' }, receives: { name: 'line', isText: true } },
`));
});

test("a channel that may be opened by anyone is not sent the client's credentials unasked", () => {
  const channel = aChannel({ name: 'live', security: [[{ scheme: 'token', scopes: [] }], []] });
  assert.match(client({ channels: [channel] }), /handshake\(own \?\? \{\}, \[\['token'\]\], headers\)/);
});

test('a namespace of Socket.IO says how its payloads travel', () => {
  const channel = aChannel({
    name: 'chat',
    protocol: 'socketio',
    address: '/chat',
    receives: [aReceive({ id: 'receiveText', message: aMessage({ name: 'text', encoding: 'json-text', schemaName: 'Text' }) })],
    sends: [aMessage({ name: 'note', encoding: 'text', schemaName: 'Text' }), aMessage({ name: 'state', schemaName: 'Text' })],
  });
  assert.match(
    client({ channels: [channel], schemas: [aSchema('Text', {})] }),
    /namespace: '\/chat',[^]*encodings: \{ sends: \{ text: 'json-text' \}, receives: \{ note: 'text' \} \},/,
  );
});

test('messages of channels that lead to integers of 64 bits are read exactly, others are not', () => {
  const schemas = [aSchema('Count', { type: 'integer', format: 'int64' }), aSchema('Text', { type: 'string' })];
  const reading = (protocol: 'ws' | 'socketio', schemaName: string) =>
    client({ schemas, channels: [aChannel({ name: 'live', protocol, sends: [aMessage({ name: 'count', schemaName })] })] });
  for (const protocol of ['ws', 'socketio'] as const) {
    assert.match(reading(protocol, 'Count'), /\n {10}exact: true,\n {10}\.\.\.rest,/);
    assert.doesNotMatch(reading(protocol, 'Text'), /exact/);
  }
});
