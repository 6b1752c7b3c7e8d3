import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, openapi, refusedLines, warnedLines, withOperation } from '../contract-folder.ts';

test('a misspelt member is refused at its name, with the one that was meant', async () => {
  assert.deepEqual(
    await refusedLines(withOperation("operationId: listPets\nsumary: All pets\nresponses: {'204': {description: None}}")),
    ['openapi.yaml:7:7 unknown-member: sumary means nothing in get | Did you mean summary?'],
  );
});

test('a missing member is refused at the object that lacks it', async () => {
  assert.deepEqual(await refusedLines(openapi('paths: {}\ntags: [{}]\n')), ['openapi.yaml:4:8 invalid-structure: item 1 of tags has no name | Add name']);
});

test('nothing depends on what an API is called, nor on paths beside components: a warning is all that comes of their absence', async () => {
  const counts = 'until then it counts as empty';
  assert.deepEqual(await warnedLines('openapi: 3.0.3\ninfo: {version: 1.0}\ncomponents: {schemas: {Pet: {type: string}}}\n'), [
    `openapi.yaml:1:1 missing-member: the document has no paths | Add paths; ${counts}`,
    `openapi.yaml:2:7 missing-member: info has no title | Add title; ${counts}`,
    'openapi.yaml:2:17 misspelt-member: version must be a text | Put it in quotes; until then it is taken for that',
  ]);
  assert.deepEqual((await refusedLines('openapi: 3.0.3\ninfo: {title: Pets, version: "1"}\n')).map((line) => line.split(' |')[0]), [
    'openapi.yaml:1:1 invalid-structure: the document has no paths',
  ]);
});

test('a schema in the place of its media type is taken for what it is, also where it is a reference', async () => {
  const document = openapi(`paths:
  /pets:
    get: {responses: {'200': {description: A pet., content: {application/json: {$ref: '#/components/schemas/Pet'}}}}}
    put: {requestBody: {content: {application/json: {type: string, maxLength: 3}}}, responses: {'204': {description: Kept.}}}
components: {schemas: {Pet: {type: object}}}
`);
  assert.deepEqual((await warnedLines(document)).map((line) => line.split(' |')[0]), [
    'openapi.yaml:5:81 misplaced-reference: application/json must not be a reference',
    'openapi.yaml:6:35 misspelt-member: application/json is a schema, in place of an object with one',
  ]);
  const [get, put] = (await apiOf(document)).operations;
  assert.deepEqual(get?.responses[0]?.contents[0]?.schema, { $ref: '#/components/schemas/Pet' });
  assert.deepEqual(put?.body?.contents[0]?.schema, { type: 'string', maxLength: 3 });
});

test('a value of the wrong type, or outside a list of words, is refused where it stands', async () => {
  const document = withOperation(`operationId: listPets
deprecated: 3
parameters:
  - name: limit
    in: querry
    schema: {type: integer}
responses: {'204': {description: None}}`);
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:7:19 invalid-structure: deprecated must be boolean | Write a value of type boolean',
    'openapi.yaml:10:15 invalid-structure: in must be one of query, header, path, cookie | Write one of: query, header, path, cookie',
  ]);
});

test('where one of several members is needed, all of them are named, once', async () => {
  const document = withOperation(`operationId: listPets
parameters:
  - {name: limit, in: query}
responses: {'204': {description: None}}`);
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:8:11 invalid-structure: item 1 of parameters needs schema or content | Add schema or content',
  ]);
});

test('every fault of a document is reported, in order, also when its parts are of different kinds', async () => {
  const document = openapi(`paths:
  /pets:
    get:
      operationId: listPets
      tag: pets
      responses: {'204': {}}
components:
  schemas:
    Pet: {type: strin}
  securitySchemes:
    key: {type: apiKey}
`);
  assert.deepEqual(
    (await refusedLines(document)).map((line) => line.replace(/: .*/, '')),
    [
      'openapi.yaml:7:7 unknown-member',
      'openapi.yaml:11:17 invalid-schema',
      'openapi.yaml:13:10 unsupported-security-scheme',
    ],
  );
});

test('a $ref for a text that is for readers is told, and the text left out', async () => {
  assert.deepEqual(
    await warnedLines("openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '1'\n  description: {$ref: './about.md'}\npaths: {}\n"),
    ['openapi.yaml:5:16 ignored-member: description must be a text | Write a text, or remove it; until then it is ignored'],
  );
});

test('what can only have been meant in one way is taken for that, and told', async () => {
  const document = withOperation("operationId: listPets\nresponses:\n  '200': {description: All, content: {application/json: }}\n  4xx: {description: Wrong}");
  assert.deepEqual(await warnedLines(document), [
    'openapi.yaml:8:63 misspelt-member: application/json is empty | Write {}, or remove it; until then it is taken for that',
    'openapi.yaml:9:9 misspelt-member: 4xx is no range of statuses | Write 4XX; until then it is taken for that',
  ]);
  const [{ responses } = { responses: [] }] = (await apiOf(document)).operations;
  assert.deepEqual(
    responses.map(({ status, contents }) => [status, ...contents.map(({ mediaType }) => mediaType)]),
    [['200', 'application/json'], ['4XX']],
  );
});

test('addresses and notes for readers that are wrong, or in a wrong place, are told and ignored', async () => {
  const document = `openapi: 3.0.3
info: {title: Pets, version: '1', termsOfService: 'https://{region}', externalDocs: {url: 'https://pets.example'}}
paths: {}
components: {securitySchemes: {all: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://{region}', scopes: {}}}}}}
`;
  const ignored = ['2:51 ignored-member: termsOfService is no URL', '2:71 ignored-member: externalDocs means nothing in info', '4:90 ignored-member: tokenUrl is no URL'];
  assert.deepEqual((await warnedLines(document)).map((line) => line.replace(/ \|.*/, '')), ignored.map((line) => `openapi.yaml:${line}`));
  assert.deepEqual((await warnedLines(document.replace('3.0.3', '3.1.0'))).length, 2);
});
