import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, openapi, warnedLines } from '../contract-folder.ts';

const answer = "responses: {'204': {description: None}}";

/** `addPet` answers with links, which stand in line 7; two operations that they may lead to. */
const linking = (links: string, more = '') => openapi(`paths:
  /pets:
    post:
      operationId: addPet
      responses: {'201': {description: Pet, links: {${links}}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: id, in: query, schema: {type: string}}]
    get: {operationId: getPet, ${answer}}
    put: {requestBody: {content: {application/json: {}}}, ${answer}}
${more}`);

const linksOf = async (links: string, more?: string) =>
  (await apiOf(linking(links, more))).links.map(({ name, from, status, to, parameters, body }) => [name, from, status, to, parameters.map(({ in: place, name: own, value }) => `${place} ${own} = ${String(value)}`).join(), body?.value]);

test('a link names its operation by id or by place, its parameters with their place or without, and values of any kind', async () => {
  assert.deepEqual(await linksOf("get: {operationId: getPet, parameters: {path.id: $response.body#/id, query.id: 'v{$statusCode}'}}"), [
    ['get', 'addPet', '201', 'getPet', 'path id = $response.body#/id,query id = v{$statusCode}', undefined],
  ]);
  assert.deepEqual(await linksOf("put: {operationRef: '#/paths/~1pets~1%7Bid%7D/put', parameters: {id: seven}, requestBody: {name: Rex}}"), [
    ['put', 'addPet', '201', 'putPetsById', 'path id = seven', { name: 'Rex' }],
  ]);
  assert.deepEqual(await linksOf("get: {$ref: '#/components/links/pet'}", 'components: {links: {pet: {operationId: getPet, parameters: {id: $request.body}}}}\n'), [
    ['get', 'addPet', '201', 'getPet', 'path id = $request.body', undefined],
  ]);
});

test('links of what a service sends by itself are told', async () => {
  const document = openapi(`paths: {}\nwebhooks: {pet: {post: {responses: {'200': {description: None, links: {self: {operationId: pet}}}}}}}\n`);
  assert.deepEqual(await warnedLines(document), ['openapi.yaml:4:72 ignored-member: the link self is one of a webhook or callback, which nobody follows | Leave it out']);
});

const told: [string, string][] = [
  ['get: {operationId: getCat}', "7:72 ignored-member: the link get leads to no operation of this document | Name an operationId, or write operationRef: '#/paths/~1pets/get'"],
  ["get: {operationRef: 'https://pets.example/openapi.yaml#/paths/~1pets/get'}", "7:73 ignored-member: the link get leads to no operation of this document | Name an operationId, or write operationRef: '#/paths/~1pets/get'"],
  ['get: {operationId: getPet, parameters: {name: a}}', '7:93 ignored-member: getPet has no parameter name | Name one that it declares, for example path.id'],
  ['get: {operationId: getPet, requestBody: a}', '7:80 ignored-member: getPet takes no body | Leave requestBody out'],
  ['get: {operationId: getPet, parameters: {id: $url}}', '7:97 ignored-member: $url is no expression that a client could follow | Write for example $response.body#/id or $request.path.id'],
  ["get: {operationId: getPet, parameters: {id: '{$response.path.id}'}}", '7:97 ignored-member: $response.path.id is no expression that a client could follow | Write for example $response.body#/id or $request.path.id'],
];
for (const [link, line] of told) {
  test(`{${link}} is told and left out`, async () => {
    assert.deepEqual(await warnedLines(linking(link)), [`openapi.yaml:${line}`]);
  });
}
