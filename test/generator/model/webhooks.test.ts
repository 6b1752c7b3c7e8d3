import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, openapi, refusedLines, withOperation } from '../contract-folder.ts';

const answer = "responses: {'204': {description: None}}";
const callback = (members: string) => withOperation(`operationId: list\n${answer}\ncallbacks: {${members}}`);
const sentBy = async (document: string) =>
  (await apiOf(document)).webhooks.map(({ operation: { id, method, path }, address }) => [id, method, path, address]);

test('webhooks and callbacks are named as they are there, with the method where several go to one place', async () => {
  const document = callback(`onPet: {'{$request.query.url}': {post: {${answer}}, put: {${answer}}}}, onCat: {'http://cats.example': {post: {operationId: tellCat, ${answer}}}}`);
  assert.deepEqual(await sentBy(`${document}\nwebhooks: {new pet: {post: {${answer}}}}\n`), [
    ['newPet', 'post', '/new-pet', undefined],
    ['putOnPet', 'put', '/put-on-pet', '{$request.query.url}'],
    ['postOnPet', 'post', '/post-on-pet', '{$request.query.url}'],
    ['tellCat', 'post', '/tell-cat', 'http://cats.example'],
  ]);
});

test('a callback that two operations share is one', async () => {
  const shared = "callbacks: {onPet: {$ref: '#/components/callbacks/onPet'}}";
  const document = openapi(`paths:
  /a: {get: {operationId: a, ${answer}, ${shared}}}
  /b: {get: {operationId: b, ${answer}, ${shared}}}
components: {callbacks: {onPet: {'{$url}': {post: {${answer}}}}}}
`);
  assert.deepEqual(await sentBy(document), [['onPet', 'post', '/on-pet', '{$url}']]);
});

test('servers, security and path templates of the document are not those of receivers', async () => {
  const [webhook] = (
    await apiOf(openapi(`servers: [{url: /v1}]
security: [{key: []}]
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
paths: {}
webhooks: {free: {post: {${answer}}}, sealed: {post: {security: [{key: []}], ${answer}}}}
`))
  ).webhooks;
  assert.deepEqual([webhook?.operation.path, webhook?.operation.security], ['/free', []]);
});

test('callbacks of callbacks are what the other side sends, level by level', async () => {
  const nested = callback(`onPet: {'{$url}': {post: {callbacks: {onCat: {'{$request.body#/back}': {post: {operationId: meow, callbacks: {onDog: {'{$url}': {post: {${answer}}}}}, ${answer}}}}}, ${answer}}}}`);
  const { webhooks, returned } = await apiOf(nested);
  const told = (level: typeof webhooks) => level.map(({ operation: { id, path }, address }) => [id, path, address]);
  assert.deepEqual(told(webhooks), [['onPet', '/on-pet', '{$url}']]);
  assert.deepEqual(returned.map(told), [[['meow', '/meow', '{$request.body#/back}']], [['onDog', '/on-dog', '{$url}']]]);
});

test('each side sees the schemas of its direction', async () => {
  const pet = "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}";
  const document = callback(`onPet: {'{$url}': {post: {${pet}, callbacks: {onCat: {'{$url}': {post: {${pet}, ${answer}}}}}, ${answer}}}}`);
  const { webhooks, returned } = await apiOf(`${document}\ncomponents: {schemas: {Pet: {type: object, properties: {id: {type: integer, readOnly: true}}}}}\n`);
  const schemaOf = (level: typeof webhooks | undefined) => level?.[0]?.operation.body?.contents[0]?.schema;
  assert.deepEqual([schemaOf(webhooks), schemaOf(returned[0])], [{ $ref: '#/components/schemas/Pet' }, { $ref: '#/components/schemas/PetWritable' }]);
});

test('an operationId stands once in a document, and callbacks come to an end', async () => {
  const twice = callback(`onPet: {'{$url}': {post: {operationId: list, ${answer}}}}`);
  assert.match((await refusedLines(twice)).join('\n'), /duplicate-operation-id: list is also the operationId at/);
  const endless = openapi(`paths: {/a: {get: {operationId: a, ${answer}, callbacks: {onPet: {$ref: '#/components/callbacks/onPet'}}}}}
components: {callbacks: {onPet: {'{$url}': {post: {callbacks: {again: {$ref: '#/components/callbacks/onPet'}}, ${answer}}}}}}
`);
  assert.deepEqual(await refusedLines(endless), [
    'openapi.yaml:4:34 unsupported-feature: a callback that leads back to one before it is not supported | Describe what comes back under another name',
  ]);
});
