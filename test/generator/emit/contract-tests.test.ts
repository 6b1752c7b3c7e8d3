import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownPath, wrongMethodCases } from '../../../generator/emit/contract-tests/api-cases.ts';
import { operationCases } from '../../../generator/emit/contract-tests/operation-cases.ts';
import { sampleBodies } from '../../../generator/emit/contract-tests/sample-body.ts';
import { SchemaTools } from '../../../generator/emit/contract-tests/schema-tools.ts';
import type { Content, Operation } from '../../../generator/model/types.ts';
import { aBody, aContent, aField, aHeader, anApi, anOperation, aParameter, aResponse, shapeOf } from './fixture.ts';

const responses = ['200', '400', '401', '413', '422'].map((status) => aResponse({ status }));
const secured = { security: [[{ scheme: 'token', scopes: [] }]] };

/** `title → statuses` of every case. */
function cases(operation: Operation): Record<string, string> {
  const tools = new SchemaTools(anApi({ operations: [operation] }));
  return Object.fromEntries(operationCases(operation, tools).map(({ title, expect }) => [title, expect.join(' ')]));
}

test('a public operation without input is asked for its success', () => {
  assert.deepEqual(cases(anOperation({ id: 'ping', responses })), { 'is answered as declared': '200' });
});

test('an operation is not asked whose parameter, as JSON or not, has no sample', () => {
  const input = aParameter({ name: 'input', in: 'query', required: true, schema: { type: 'object', required: ['a'], properties: { a: false } } });
  for (const one of [input, { ...input, contentType: 'application/json' }]) assert.deepEqual(cases(anOperation({ id: 'get', responses, parameters: [one] })), {});
});

test('a secured operation is asked without credentials, with some of another scheme, and with garbled ones', () => {
  assert.deepEqual(cases(anOperation({ id: 'get', responses, ...secured })), {
    'without credentials': '401',
    'with credentials of another scheme': '401',
    'with garbled credentials': '401 422',
  });
});

test('each requirement of a body is broken once', () => {
  const schema = {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: { name: { type: 'string', minLength: 1 }, size: { type: 'integer' }, any: true },
  };
  const body = aBody({ contents: [aContent({ schema })] });
  assert.deepEqual(cases(anOperation({ id: 'put', method: 'put', responses, body })), {
    'without its body': '400 422',
    'with a body that is no JSON': '400 422',
    'with a body of another media type': '400',
    'with a body that is too large': '413',
    'without name in its body': '400 422',
    'with a wrong name in its body': '400 422',
    'with a wrong size in its body': '400 422',
    'with an unknown property in its body': '400 422',
  });
});

/** `title → what is sent` of every case about a body; in front the media type that says how it is written. */
function sentBodies(...contents: Content[]): Record<string, unknown> {
  const operation = anOperation({ id: 'post', method: 'post', responses, body: aBody({ contents }) });
  const tools = new SchemaTools(anApi({ operations: [operation] }));
  return Object.fromEntries(operationCases(operation, tools).filter(({ bodyBytes }) => bodyBytes === undefined)
    .map(({ title, headers, type, value, body }) => [title, value === undefined ? [headers['content-type'], body] : [type, value]]));
}

const upload = {
  type: 'object',
  required: ['name', 'photo'],
  additionalProperties: false,
  properties: { name: { type: 'string', minLength: 1 }, age: { type: 'integer' }, photo: { type: 'string', format: 'binary' } },
};
const uploadFields = [
  aField({ name: 'name', required: true }),
  aField({ name: 'age', shape: shapeOf({ type: 'integer' }) }),
  aField({ name: 'photo', required: true, as: 'file', mediaTypes: ['image/*'], maxBytes: 2, headers: [aHeader({ name: 'X-Rate', required: true, schema: { type: 'integer' } })] }),
];

test('each part of a multipart body is broken once, files in their type and size, too', () => {
  const photo = { content: 'a', name: 'sample', type: 'image/png', headers: { 'X-Rate': 1 } };
  const type = 'multipart/form-data';
  assert.deepEqual(sentBodies(aContent({ mediaType: type, codec: 'multipart', schema: upload, fields: uploadFields })), {
    'without its body': [undefined, undefined],
    'with a body that breaks off': [`${type}; boundary=a`, '--a\r\n'],
    'with a body of another media type': ['application/x-unknown', 'a'],
    'without name in its body': [type, { photo }],
    'without photo in its body': [type, { name: 'a' }],
    'with a wrong age in its body': [type, { name: 'a', photo, age: '~wrong~' }],
    'with an unknown property in its body': [type, { name: 'a', photo, 'un known': 'a' }],
    'with a photo of another media type in its body': [type, { name: 'a', photo: { ...photo, type: 'application/x-unknown' } }],
    'with a photo that is too large in its body': [type, { name: 'a', photo: { ...photo, content: 'aaa' } }],
  });
});

test('forms, texts, lines and bytes are sent and broken as what they are; behind the first type its name is said', () => {
  const schema = { type: 'object', properties: { size: { type: 'integer' } } };
  const fields = [aField({ name: 'size', shape: shapeOf({ type: 'integer' }) })];
  assert.deepEqual(
    sentBodies(
      aContent({ mediaType: 'application/x-www-form-urlencoded', codec: 'form', schema, fields }),
      aContent({ mediaType: 'text/plain', codec: 'text', schema: { type: 'boolean' }, shape: shapeOf({ type: 'boolean' }) }),
      aContent({ mediaType: 'application/jsonl', codec: 'json-lines', schema: { type: 'array', items: { type: 'object', required: ['a'], properties: { a: true } } } }),
      aContent({ mediaType: 'image/*', codec: 'binary' }),
    ),
    {
      'without its body': [undefined, undefined],
      'with a body of another media type': ['application/x-unknown', 'a'],
      'with a wrong size in its body': ['application/x-www-form-urlencoded', { size: '~wrong~' }],
      'with a wrong text as its body (text/plain)': ['text/plain', '~wrong~'],
      'without a in its body (application/jsonl)': ['application/jsonl', [{}]],
    },
  );
  assert.deepEqual(sentBodies(aContent({ mediaType: 'image/*', codec: 'binary' })), {
    'without its body': [undefined, undefined],
    'with a body of another media type': ['application/x-unknown', 'a'],
  });
  assert.deepEqual(sentBodies(aContent({ mediaType: '*/*', codec: 'binary' })), { 'without its body': [undefined, undefined] });
});

test('lists and objects in a form have a part: without one they would not be sent', () => {
  const tags = { type: 'array', items: { type: 'integer' } };
  const size = { type: 'object', properties: { width: { type: 'integer' } } };
  const schema = { type: 'object', required: ['tags', 'size'], properties: { tags, size } };
  const fields = Object.entries({ tags, size }).map(([name, shape]) => aField({ name, required: true, shape: shapeOf(shape) }));
  const form = aContent({ mediaType: 'application/x-www-form-urlencoded', codec: 'form', schema, fields });
  assert.deepEqual(sampleBodies(aBody({ contents: [form] }), new SchemaTools(anApi({}))).map(({ value }) => value), [{ tags: [1], size: { width: 1 } }]);
});

test('who may call is asked with a right body of whatever type', () => {
  const contents = [aContent({ mediaType: 'image/*', codec: 'binary' })];
  const operation = anOperation({ id: 'post', method: 'post', responses, body: aBody({ contents }), ...secured });
  const [stranger] = operationCases(operation, new SchemaTools(anApi({ operations: [operation] })));
  assert.deepEqual([stranger?.title, stranger?.type, stranger?.value], ['without credentials', 'image/png', 'bytes']);
});

test('parameters are broken where their schema lets them be, and left out where they are required', () => {
  const parameters = [
    aParameter({ name: 'id', in: 'path', schema: { type: 'string', format: 'uuid' } }),
    aParameter({ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } }),
    aParameter({ name: 'X-Key', in: 'header', required: true }),
    aParameter({ name: 'free', in: 'query' }),
  ];
  assert.deepEqual(cases(anOperation({ id: 'get', path: '/{id}', responses, parameters })), {
    'with a wrong id': '400 422',
    'with a wrong limit': '400 422',
    'without X-Key': '400 422',
  });
});

test('what `default` or a range stands for may be answered as well as what is declared by itself', () => {
  const parameters = [aParameter({ name: 'id', in: 'path', schema: { type: 'string', format: 'uuid' } })];
  const withDefault = anOperation({ id: 'get', path: '/{id}', parameters, responses: ['404', 'default'].map((status) => aResponse({ status })), ...secured });
  assert.deepEqual(cases(withDefault), {
    'without credentials': '401',
    'with credentials of another scheme': '401',
    'with garbled credentials': '401 422',
    'with a wrong id': '400 404 422',
  });
  const withRange = anOperation({ id: 'get', path: '/{id}', parameters, responses: ['403', '4XX'].map((status) => aResponse({ status })), ...secured });
  assert.deepEqual(cases(withRange), {
    'without credentials': '403',
    'with credentials of another scheme': '403',
    'with garbled credentials': '401 422',
    'with a wrong id': '400 404 422',
  });
});

test('an operation whose requirements cannot be met from the contract is left out', () => {
  assert.deepEqual(
    cases(
      anOperation({
        id: 'get',
        path: '/{id}',
        parameters: [aParameter({ name: 'id', in: 'path', schema: { type: 'string', pattern: '^x{5}$' } })],
      }),
    ),
    {},
  );
});

test('samples keep to their schemas', () => {
  const tools = new SchemaTools(anApi());
  for (const schema of [
    { type: 'string', format: 'date-time' },
    { type: 'string', minLength: 40 },
    { type: 'integer', minimum: 7 },
    { enum: ['a', 'b'] },
    { oneOf: [{ type: 'object', required: ['a'], properties: { a: { const: 1 } } }, { type: 'null' }] },
    { type: 'array', minItems: 1, items: { type: 'boolean' } },
  ])
    assert.ok(tools.accepts(schema, tools.sample(schema)), JSON.stringify(schema));
});

test('a path is asked with a method that it lacks, unless another template has it', () => {
  const api = anApi({
    operations: [
      anOperation({ id: 'a', path: '/items' }),
      anOperation({ id: 'b', path: '/items', method: 'post' }),
      anOperation({ id: 'c', path: '/things/{id}', method: 'delete', parameters: [aParameter({ name: 'id', in: 'path' })] }),
      anOperation({ id: 'd', path: '/things/own' }),
    ],
  });
  assert.deepEqual(
    wrongMethodCases(api, new SchemaTools(api)).map(({ method, url, allow }) => `${method} ${url} → ${allow.join(', ')}`),
    ['DELETE /items → GET, POST'],
  );
});

test("the unknown path is no operation's", () => {
  assert.equal(
    unknownPath(anApi({ operations: [anOperation({ id: 'a', path: '/no-such-path' })] })),
    '/no-such-path/deeper/than/any',
  );
});
