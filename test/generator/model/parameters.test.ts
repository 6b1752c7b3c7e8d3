import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, openapi, refusedLines, warnedLines, withOperation } from '../contract-folder.ts';

/** One operation with one parameter, whose members stand in line 8 from column 11 on. */
const withParameter = (parameter: string) =>
  withOperation(`operationId: list\nparameters:\n  - {${parameter}}\nresponses: {'204': {description: None}}`);

async function parameterOf(parameter: string) {
  const [operation] = (await apiOf(withParameter(parameter))).operations;
  return operation?.parameters[0];
}

test('style and explode have the defaults of their location', async () => {
  const styleOf = async (parameter: string) => {
    const found = await parameterOf(parameter);
    return [found?.style, found?.explode];
  };
  assert.deepEqual(await styleOf('name: a, in: query, schema: {}'), ['form', true]);
  assert.deepEqual(await styleOf('name: a, in: header, schema: {}'), ['simple', false]);
  assert.deepEqual(await styleOf('name: a, in: cookie, schema: {}'), ['form', true]);
  assert.deepEqual(await styleOf('name: a, in: query, style: pipeDelimited, schema: {type: array}'), ['pipeDelimited', false]);
  assert.deepEqual(await styleOf('name: a, in: query, style: deepObject, schema: {type: object}'), ['deepObject', true]);
});

const list = 'schema: {type: array, items: {type: string}}';
const unsupported: [string, string, string][] = [
  [
    'name: a, in: query, style: simple, schema: {}',
    '8:39',
    'style simple does not exist for query parameters | Use form, spaceDelimited, pipeDelimited, deepObject',
  ],
  ['name: a, in: header, style: form, schema: {}', '8:40', 'style form does not exist for header parameters | Use simple'],
  ['name: a, in: cookie, style: simple, schema: {}', '8:40', 'style simple does not exist for cookie parameters | Use form, cookie'],
  [
    'name: a, in: query, style: deepObject, explode: false, schema: {type: object}',
    '8:60',
    'deepObject with explode: false has no meaning | Remove explode, or write explode: true',
  ],
  [
    `name: a, in: query, style: pipeDelimited, explode: true, ${list}`,
    '8:63',
    'pipeDelimited with explode: true has no meaning | Use style: form with explode: true',
  ],
  [
    'name: a, in: query, style: spaceDelimited, schema: {type: string}',
    '8:39',
    'spaceDelimited needs an array or object | Use style: form, or a schema with type: array',
  ],
  [
    'name: a, in: query, schema: {type: array, items: {type: object}}',
    '8:11',
    'style form cannot carry arrays or objects within others | Use content: {application/json: …} for nested values, or style: deepObject in the query',
  ],
];
for (const [parameter, place, refusal] of unsupported) {
  test(`{${parameter}} is refused`, async () => {
    assert.deepEqual(await refusedLines(withParameter(parameter)), [`openapi.yaml:${place} unsupported-style: ${refusal}`]);
  });
}

test('path parameters take the order of the template, the others follow as declared', async () => {
  const document = openapi(`paths:
  /{a}/{b}:
    parameters:
      - {name: q, in: query, schema: {}}
      - {name: b, in: path, required: true, schema: {}}
    get:
      operationId: one
      parameters:
        - {name: h, in: header, schema: {}}
        - {name: a, in: path, required: true, schema: {}}
      responses: {'204': {description: None}}
`);
  const [operation] = (await apiOf(document)).operations;
  assert.deepEqual(
    operation?.parameters.map(({ name }) => name),
    ['a', 'b', 'q', 'h'],
  );
});

test('a parameter of the operation replaces that of the path, headers in any letter case', async () => {
  const document = openapi(`paths:
  /pets:
    parameters:
      - {name: X-Trace, in: header, schema: {}}
      - {name: limit, in: query, schema: {}}
    get:
      operationId: one
      parameters: [{name: x-trace, in: header, required: true, schema: {}}]
      responses: {'204': {description: None}}
`);
  const [operation] = (await apiOf(document)).operations;
  assert.deepEqual(
    operation?.parameters.map(({ name, required }) => [name, required]),
    [
      ['limit', false],
      ['x-trace', true],
    ],
  );
});

test('two parameters of one name in one place are refused at the second', async () => {
  const document = withOperation(`operationId: list
parameters:
  - {name: X-Trace, in: header, schema: {}}
  - {name: x-trace, in: header, schema: {}}
  - {name: X-Trace, in: query, schema: {}}
responses: {'204': {description: None}}`);
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:9:11 duplicate-parameter: the header parameter x-trace is declared twice | Remove or rename one of them',
  ]);
});

test('Accept, Content-Type and Authorization are described elsewhere, so parameters of that name mean nothing', async () => {
  assert.equal(await parameterOf('name: authorization, in: header, schema: {}'), undefined);
});

test('a parameter may be JSON, and nothing else', async () => {
  const parameter = await parameterOf('name: a, in: query, content: {application/json: {schema: {type: object}}}');
  assert.deepEqual([parameter?.contentType, parameter?.shape.types], ['application/json', ['object']]);
  assert.deepEqual(await refusedLines(withParameter('name: a, in: query, content: {text/xml: {schema: {type: object}}}')), [
    'openapi.yaml:8:42 unsupported-encoding: a parameter cannot be text/xml | Use application/json, or a schema',
  ]);
});

for (const [edition, required] of [['3.0.3', ''], ['3.1.0', ''], ['3.1.0', 'required: false, ']]) {
  test(`in OpenAPI ${edition} a path parameter with ${required || 'no word'} counts as required, with a warning`, async () => {
    const document = openapi(`paths:
  /pets/{id}:
    get:
      operationId: one
      parameters:
        - {name: id, in: path, ${required}schema: {}}
      responses: {'204': {description: None}}
`).replace('3.1.0', edition ?? '');
    assert.deepEqual(await warnedLines(document), [
      'openapi.yaml:8:11 optional-path-parameter: a path parameter must be required | Write required: true; until then it counts as required',
    ]);
    assert.equal((await apiOf(document)).operations[0]?.parameters[0]?.required, true);
  });
}

test('a header whose name the socket library does not take is told, as a parameter and as the key of a security scheme', async () => {
  const document = withOperation(
    "operationId: list\nparameters: [{name: api_key, in: header, schema: {}}, {name: X-Key, in: header, schema: {}}]\nresponses: {'204': {description: None}}",
    'components: {securitySchemes: {key: {type: apiKey, in: header, name: api_key}}}\n',
  );
  const why = 'a request with the header api_key is not taken by the socket library, which closes its connection';
  const hint = 'Use letters, digits and hyphens, or a proxy that renames it';
  assert.deepEqual(await warnedLines(document), [
    `openapi.yaml:7:27 unreachable-header: ${why} | ${hint}`,
    `openapi.yaml:9:70 unreachable-header: ${why} | ${hint}`,
  ]);
});
