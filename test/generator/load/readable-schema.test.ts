import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedLines } from '../contract-folder.ts';

function document30(rest: string): string {
  return `openapi: 3.0.4\ninfo: {title: Pets, version: '1'}\n${rest}`;
}

test('a fault of a 3.0 document is one error at its cause, also where a reference could stand', async () => {
  const text = document30(`paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: limit, in: querry, schema: {type: integer}}
        - {name: since, in: query}
      responses:
        '200': {descripton: Pets}
components:
  securitySchemes:
    key: {type: apikey, in: header, name: X-Key}
    token: {type: http}
`);
  assert.deepEqual(
    (await refusedLines(text)).filter((line) => /invalid-structure|unknown-member/.test(line)),
    [
      'openapi.yaml:8:29 invalid-structure: in must be one of query, header, path, cookie | Write one of: query, header, path, cookie',
      'openapi.yaml:9:11 invalid-structure: item 2 of parameters needs schema or content | Add schema or content',
      'openapi.yaml:11:17 unknown-member: descripton means nothing in response 200 | Did you mean description?',
    ],
  );
});

test('what a later edition added means nothing in 3.0', async () => {
  assert.deepEqual(await refusedLines(document30('paths: {}\nwebhooks: {}\n')), [
    'openapi.yaml:4:1 unknown-member: webhooks means nothing in the document | Remove it, or let its name begin with x-',
  ]);
});

test('a reference of 3.0 may have members beside it, which mean nothing', async () => {
  const text = document30(`paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {$ref: '#/components/responses/pets'}}
components: {responses: {pets: {$ref: './other.yaml', description: Ignored}}}
`);
  assert.deepEqual(await refusedLines({ 'openapi.yaml': text, 'other.yaml': 'description: Pets\ncontent: 3\n' }), [
    'other.yaml:2:10 invalid-structure: content must be object | Write a value of type object',
  ]);
});
