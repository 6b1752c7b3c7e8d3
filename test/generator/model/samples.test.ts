import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, asyncapi, emptyOpenApi, openapi, refusedLines, warnedLines, withOperation } from '../contract-folder.ts';

const answer = "responses: {'204': {description: None}}";

test('an example of a parameter that breaks its schema is refused', async () => {
  const document = withOperation(`operationId: list
parameters:
  - name: limit
    in: query
    schema: {type: integer, maximum: 100}
    examples:
      good: {value: 3}
      bad: {value: 300}
${answer}`);
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:13:26 invalid-example: the example must be <= 100 | Correct the example, or the schema that it stands for',
  ]);
});

test('an example of a body is refused at the very part that is wrong', async () => {
  const document = withOperation(
    `operationId: list
requestBody:
  content:
    application/json:
      schema: {$ref: '#/components/schemas/Pet'}
      example:
        name: Rex
        friends:
          - name: ''
            colour: red
${answer}`,
    `components:
  schemas:
    Pet:
      type: object
      required: [name, kind]
      additionalProperties: false
      properties:
        name: {type: string, minLength: 1}
        kind: {enum: [cat, dog]}
        friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}
`,
  );
  assert.deepEqual(await refusedLines(document), [
    "openapi.yaml:11:13 invalid-example: the example must have required property 'kind' | Correct the example, or the schema that it stands for",
    "openapi.yaml:14:19 invalid-example: /friends/0 must have required property 'kind' | Correct the example, or the schema that it stands for",
    'openapi.yaml:14:19 invalid-example: /friends/0 must not have the property colour | Correct the example, or the schema that it stands for',
    'openapi.yaml:14:25 invalid-example: /friends/0/name must NOT have fewer than 1 characters | Correct the example, or the schema that it stands for',
  ]);
});

test('examples of responses, headers and referred-to examples are checked', async () => {
  const document = withOperation(
    `operationId: list
responses:
  '200':
    description: Pets
    headers: {X-Total: {schema: {type: integer}, example: many}}
    content: {text/plain: {schema: {type: string}, example: 3}, application/json: {schema: {enum: [a, b]}, examples: {one: {$ref: '#/components/examples/one'}}}}`,
    'components:\n  examples:\n    one: {value: c}\n',
  );
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:10:65 invalid-example: the example must be integer | Correct the example, or the schema that it stands for',
    'openapi.yaml:11:67 invalid-example: the example must be string | Correct the example, or the schema that it stands for',
    'openapi.yaml:14:18 invalid-example: the example must be one of ["a","b"] | Correct the example, or the schema that it stands for',
  ]);
});

test('examples and defaults within schemas are checked against the schema they are in', async () => {
  const document = openapi(`paths: {}
components:
  schemas:
    Pet: {type: object, required: [name], examples: [{name: Rex}, {}]}
    Kind: {type: string, default: 3, example: cat}
    Day: {type: string, format: date, example: 2024-02-30}
`);
  assert.deepEqual(await refusedLines(document), [
    "openapi.yaml:6:67 invalid-example: the example must have required property 'name' | Correct the example, or the schema that it stands for",
    'openapi.yaml:7:35 invalid-default: the default must be string | Correct the default, or the schema that it stands for',
    'openapi.yaml:8:48 invalid-example: the example must match format "date" | Correct the example, or the schema that it stands for',
  ]);
});

test('bytes and event streams are not compared with their schema', async () => {
  const document = withOperation(`operationId: list
responses:
  '200': {description: Picture, content: {image/png: {schema: {type: string}, example: {a: 1}}}}`);
  assert.equal((await apiOf(document)).operations.length, 1);
});

test('examples of messages are checked, JSON within a text after it was read', async () => {
  const text = asyncapi(`channels:
  chat:
    address: /chat
    messages:
      hello:
        payload: {type: string, contentMediaType: application/json, contentSchema: {type: object, required: [text]}}
        examples:
          - payload: '{"text": "Hello"}'
          - payload: '{"txt": "Hello"}'
          - payload: 'Hello'
operations: {receiveHello: {action: receive, channel: {$ref: '#/channels/chat'}}}
`);
  assert.deepEqual(await refusedLines({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': text }), [
    "asyncapi.yaml:12:22 invalid-example: the example must have required property 'text' | Correct the example, or the schema that it stands for",
    'asyncapi.yaml:13:22 invalid-example: the example is not a text that holds JSON | Write the JSON as one text, in quotes',
  ]);
});

test('where a project does not refuse it, a sample that breaks its schema is told; such a default does not get into the model', async () => {
  const document = `openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: list
      parameters: [{name: limit, in: query, schema: {type: integer, default: many, example: few}}]
      ${answer}
`;
  assert.deepEqual(await warnedLines(document), [
    'openapi.yaml:7:78 invalid-default: the default must be integer | Correct the default, or the schema that it stands for; until then there is no default',
    'openapi.yaml:7:93 invalid-example: the example must be integer | Correct the example, or the schema that it stands for; until then it is kept as it is',
  ]);
  const [limit] = (await apiOf(document)).operations[0]?.parameters ?? [];
  assert.deepEqual([limit?.schema, limit?.shape], [{ type: 'integer', example: 'few' }, { types: ['integer'] }]);
});
