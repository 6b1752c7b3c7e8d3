import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownPath, wrongMethodCases } from '../../../generator/emit/contract-tests/api-cases.ts';
import { operationCases } from '../../../generator/emit/contract-tests/operation-cases.ts';
import { SchemaTools } from '../../../generator/emit/contract-tests/schema-tools.ts';
import type { Operation } from '../../../generator/model/types.ts';
import { aBody, aContent, anApi, anOperation, aParameter, aResponse } from './fixture.ts';

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
