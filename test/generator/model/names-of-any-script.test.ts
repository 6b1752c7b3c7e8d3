import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, openapi, warnedLines } from '../contract-folder.ts';

const document = openapi(`paths:
  /users:
    get:
      operationId: 获取用户
      tags: [24 hours]
      responses: {'200': {description: Good, content: {application/json: {schema: {$ref: '#/components/schemas/Map«User»'}}}}}
components:
  schemas:
    Map«User»: {type: object, properties: {first: {$ref: '#/components/schemas/Größe%25'}}}
    Größe%: {type: integer, default: 3}
`);

test('names of any script are taken; a function is never called like its types', async () => {
  const { operations, schemas } = await apiOf(document);
  assert.deepEqual(operations.map(({ functionName, typeName, folder }) => [functionName, typeName, folder]), [
    ['operation获取用户', 'Operation获取用户', '24-hours'],
  ]);
  assert.deepEqual(schemas.map(({ name, typeName }) => [name, typeName]), [
    ['Größe%', 'Grosse'],
    ['Map«User»', 'MapUser'],
  ]);
});

test('a component that URLs would have to spell otherwise is told of', async () => {
  assert.deepEqual((await warnedLines(document)).map((line) => line.split(' | ')[0]), [
    'openapi.yaml:11:5 invalid-component-name: Map«User» is no name for a component',
    'openapi.yaml:12:5 invalid-component-name: Größe% is no name for a component',
  ]);
});

test('no operation hides the types that those of operations are made of', async () => {
  const [operation] = (await apiOf(openapi("paths: {/a: {get: {operationId: required, responses: {'204': {description: None}}}}}\n"))).operations;
  assert.deepEqual([operation?.functionName, operation?.typeName], ['requiredOperation', 'RequiredOperation']);
});
