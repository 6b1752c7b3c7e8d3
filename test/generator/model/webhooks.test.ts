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

test('an operationId stands once in a document, and callbacks have none of their own', async () => {
  const twice = callback(`onPet: {'{$url}': {post: {operationId: list, ${answer}}}}`);
  assert.match((await refusedLines(twice)).join('\n'), /duplicate-operation-id: list is also the operationId at/);
  const nested = callback(`onPet: {'{$url}': {post: {callbacks: {onCat: {'{$url}': {post: {${answer}}}}}, ${answer}}}}`);
  assert.deepEqual(await refusedLines(nested), [
    'openapi.yaml:8:45 unsupported-feature: callbacks of a webhook or callback are not supported | Describe them as webhooks of the document',
  ]);
});
