import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadApi } from '../../../generator/model/load-api.ts';
import { apiOf, contractFolder, openapi, refusedLines, warnedLines } from '../contract-folder.ts';

const answer = "responses: {'204': {description: None}}";
/** Two path items with a GET each; the first stands in line 4, the second in line 6. */
const twoPaths = (first: string, second: string, parameters = '', ids = ['one', 'two']) =>
  openapi(`paths:
  ${first}:
    get: {operationId: ${ids[0]}, ${parameters}${answer}}
  ${second}:
    get: {operationId: ${ids[1]}, ${parameters}${answer}}
`);
const inPath = (name: string) => `{name: ${name}, in: path, required: true, schema: {type: string}}`;
const idParameter = (name: string) => `parameters: [{name: ${name}, in: path, required: true, schema: {}}], `;

test('an operation without an id is named after its method and path, beside whatever else has that name', async () => {
  const document = openapi(`paths:
  /pets/{pet_id}:
    get: {${idParameter('pet_id')}${answer}}
    put: {operationId: getPetsByPetId, ${idParameter('pet_id')}${answer}}
  /:
    get: {${answer}}
`);
  const { operations } = await apiOf(document);
  assert.deepEqual(
    operations.map(({ id, functionName, fileName }) => [id, functionName, fileName]),
    [
      ['getPetsByPetId2', 'getPetsByPetId2', 'get-pets-by-pet-id2'],
      ['getPetsByPetId', 'getPetsByPetId', 'get-pets-by-pet-id'],
      ['get', 'getOperation', 'get-operation'],
    ],
  );
});

test('the second use of an operationId is refused, with the place of the first', async () => {
  assert.deepEqual(await refusedLines(twoPaths('/pets', '/cats', '', ['list', 'list'])), [
    'openapi.yaml:7:24 duplicate-operation-id: list is also the operationId at openapi.yaml:5 | Give each operation an id of its own',
  ]);
});

test('paths that only differ in the names of parameters are refused', async () => {
  const document = openapi(`paths:
  /pets/{id}:
    get: {operationId: one, ${idParameter('id')}${answer}}
  /pets/{name}:
    get: {operationId: two, ${idParameter('name')}${answer}}
`);
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:6:3 colliding-paths: /pets/{name} cannot be told from /pets/{id} at openapi.yaml:4 | Join the two, or let them differ in a literal segment',
  ]);
});

test('paths that only differ in the names of parameters are taken with a warning where their methods tell them apart', async () => {
  const document = openapi(`paths:
  /pets/{id}:
    get: {operationId: one, ${idParameter('id')}${answer}}
  /pets/{name}:
    put: {operationId: two, ${idParameter('name')}${answer}}
`);
  assert.deepEqual(await warnedLines(document), [
    'openapi.yaml:6:3 colliding-paths: /pets/{name} has the shape of /pets/{id} at openapi.yaml:4; their methods tell them apart | Join the two under one path',
  ]);
  const { operations } = await apiOf(document);
  assert.deepEqual(operations.map(({ method, path }) => `${method} ${path}`), ['get /pets/{id}', 'put /pets/{name}']);
});

test('paths that are the same once percent-encoding is undone are refused', async () => {
  assert.deepEqual(await refusedLines(twoPaths('/caf%C3%A9', '/café')), [
    'openapi.yaml:6:3 colliding-paths: /café cannot be told from /caf%C3%A9 at openapi.yaml:4 | Join the two, or let them differ in a literal segment',
  ]);
});

test('paths that become the same by their servers are refused', async () => {
  const document = openapi(`paths:
  /v1/pets:
    get: {operationId: one, ${answer}}
  /pets:
    servers: [{url: /v1}]
    get: {operationId: two, ${answer}}
`);
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:6:3 colliding-paths: /v1/pets is also the path at openapi.yaml:4 | Join the two, or let them differ in a literal segment',
  ]);
});

test('the same path written twice is a duplicate key', async () => {
  assert.deepEqual(await refusedLines(twoPaths('/pets', '/pets')), [
    'openapi.yaml:6:3 duplicate-key: the key /pets stands twice in one mapping | Remove or rename one of them',
  ]);
});

test('a literal beside a parameter is no collision', async () => {
  const document = openapi(`paths:
  /pets/{id}:
    get: {operationId: one, ${idParameter('id')}${answer}}
  /pets/mine:
    get: {operationId: two, ${answer}}
`);
  assert.deepEqual(
    (await apiOf(document)).operations.map(({ path }) => path),
    ['/pets/{id}', '/pets/mine'],
  );
});

const malformed: [string, string][] = [
  ['pets', 'invalid-path: the path pets does not begin with / | Let it begin with a slash'],
  ['/{a}/{a}', 'invalid-path: the parameter a stands twice in /{a}/{a} | Give each its own name'],
  [
    '/{a}{b}',
    'unsupported-path-template: nothing tells where a parameter of {a}{b} ends | Put a slash or another character between the two',
  ],
  [
    '/pets/{',
    'unsupported-path-template: the segment { has a brace that is not one of a pair | Close each { with a }, and write a name between them',
  ],
];
for (const [path, refusal] of malformed) {
  test(`the path ${path} is refused`, async () => {
    const document = openapi(`paths:\n  '${path}':\n    get: {operationId: one, ${answer}}\n`);
    assert.deepEqual(
      (await refusedLines(document)).filter((line) => !line.includes('invalid-structure')),
      [`openapi.yaml:4:3 ${refusal}`],
    );
  });
}

test('a segment may hold more than its parameter', async () => {
  for (const path of ['/pets/{id}.json', '/pets/{id}:cancel', '/pets/v{id}', '/pets:all/{id}/']) {
    const document = openapi(`paths:\n  '${path}':\n    get: {operationId: one, ${idParameter('id')}${answer}}\n`);
    assert.deepEqual((await apiOf(document)).operations.map((operation) => operation.path), [path]);
  }
});

test('a query behind a path tells operations apart', async () => {
  const { operations } = await apiOf(twoPaths('/rest?method=one', '/rest?method=two&deep'));
  assert.deepEqual(
    operations.map(({ path, constants }) => [path, constants]),
    [
      ['/rest', { method: 'one' }],
      ['/rest', { method: 'two', deep: '' }],
    ],
  );
});

test('what the key of a path has behind a ? or # tells operations apart, with what they demand', async () => {
  const parameter = (place: string, name: string, value = '') => `{name: ${name}, in: ${place}, required: true, schema: {type: string${value}}}`;
  const target = (value: string) => parameter('header', 'X-Target', `, enum: [${value}]`);
  const shared = parameter('query', 'Version', ', const: "1"');
  const document = openapi(`paths:
  /now?lat={lat}&lon={lon}:
    get: {operationId: here, parameters: [${parameter('path', 'lat')}, ${parameter('path', 'lon')}], ${answer}}
  /now?q={city}:
    get: {operationId: there, parameters: [${parameter('query', 'city')}], ${answer}}
  '/{?page}':
    get: {operationId: list, parameters: [{name: page, in: query, schema: {type: integer}}], ${answer}}
  /#Create:
    post: {operationId: create, parameters: [${shared}, ${target('Create')}], ${answer}}
  /#Delete:
    post: {operationId: remove, parameters: [${shared}, ${target('Delete')}], ${answer}}
`);
  const { operations } = await apiOf(document);
  assert.deepEqual(
    operations.map(({ id, path, parameters, selector }) => [id, path, parameters.map((found) => `${found.in} ${found.name}`).join(), selector]),
    [
      ['here', '/now', 'query lat,query lon', { query: { lat: null, lon: null }, headers: {} }],
      ['there', '/now', 'query q', { query: { q: null }, headers: {} }],
      ['list', '/', 'query page', undefined],
      ['create', '/', 'query Version,header X-Target', { query: {}, headers: { 'x-target': 'Create' } }],
      ['remove', '/', 'query Version,header X-Target', { query: {}, headers: { 'x-target': 'Delete' } }],
    ],
  );
  assert.match((await warnedLines(document)).join('\n'), /10:3 invalid-path: no request carries the fragment of \/#Create \|/);
});

test('operations of one path whose keys differ only in a fragment are refused where nothing tells them apart', async () => {
  const lines = await refusedLines(twoPaths('/pets#all', '/pets#some'));
  assert.deepEqual(lines, [
    'openapi.yaml:6:3 colliding-paths: /pets#some cannot be told from /pets#all at openapi.yaml:4 | Join the two, or let them differ in a literal segment',
  ]);
});

test('a dot within the braces stands before the value, by RFC 6570', async () => {
  const document = openapi(`paths:\n  '/pets/{id}{.format}':\n    get: {operationId: one, parameters: [${inPath('id')}, ${inPath('.format')}], ${answer}}\n`);
  assert.equal((await apiOf(document)).operations[0]?.path, '/pets/{id}.{.format}');
  assert.match((await warnedLines(document)).join(), /4:3 unsupported-path-template: .* is read as \/pets\/{id}\.{\.format}/);
});

test('two templates that match one path, each more literal somewhere, are taken with a warning', async () => {
  const parameters = idParameter('id');
  const folder = contractFolder({ 'openapi.yaml': twoPaths('/a/{id}/b', '/a/c/{id}', parameters) });
  const { warnings } = await loadApi(folder, { base: folder, cache: false });
  assert.deepEqual(
    warnings.map(({ code, message, position }) => `${position.line} ${code}: ${message}`),
    ['6 crossed-paths: /a/c/{id} and /a/{id}/b (line 4) both match /a/c/b; /a/c/{id} gets it'],
  );
});

test('a parameter of the template that is not declared is refused at the operation', async () => {
  assert.deepEqual(await refusedLines(openapi(`paths:\n  /pets/{id}:\n    get:\n      operationId: one\n      ${answer}\n`)), [
    'openapi.yaml:5:5 undeclared-path-parameter: the parameter id of /pets/{id} is not declared | Declare it under parameters with in: path and required: true',
  ]);
});

test('a path parameter that the template lacks is refused at the parameter', async () => {
  const document = openapi(
    `paths:\n  /pets:\n    get:\n      operationId: one\n      parameters:\n        - {name: id, in: path, required: true, schema: {}}\n      ${answer}\n`,
  );
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:8:11 unknown-path-parameter: the path /pets has no parameter id | Write {id} into the path, or remove the parameter',
  ]);
});

test('the path of the nearest first server stands before the path', async () => {
  const document = openapi(`servers: [{url: 'https://example.com/{stage}/', variables: {stage: {default: v1}}}, {url: /other}]
paths:
  /pets:
    get: {operationId: one, ${answer}}
    put: {operationId: two, servers: [{url: /v2}], ${answer}}
`);
  assert.deepEqual(
    (await apiOf(document)).operations.map(({ path }) => path),
    ['/v1/pets', '/v2/pets'],
  );
});

test('a server variable without a value is refused', async () => {
  const document = openapi(`servers:\n  - url: /{stage}\npaths:\n  /pets:\n    get: {operationId: one, ${answer}}\n`);
  assert.deepEqual(await refusedLines(document), [
    "openapi.yaml:4:10 invalid-path: the server's path /{stage} has a variable without a default | Declare it under variables",
  ]);
});

test('an operation without an answer may answer anything without content, and a warning says so', async () => {
  const document = openapi('paths:\n  /pets:\n    get: {operationId: one}\n');
  assert.deepEqual(await warnedLines(document), [
    'openapi.yaml:5:10 missing-response: one declares no response | Declare every status that it answers, under responses; until then any status without content counts as declared',
  ]);
  const [operation] = (await apiOf(document)).operations;
  assert.deepEqual(operation?.responses.map(({ status, contents }) => [status, contents]), [['default', []]]);
});

test('names of operations, their files and folders', async () => {
  const document = openapi(`paths:
  /pets:
    get: {operationId: list_pets, tags: [Pet Shop, other], ${answer}}
    put: {operationId: delete, ${answer}}
    post: {operationId: listPets, ${answer}}
`);
  const names = (await apiOf(document)).operations.map(({ functionName, typeName, folder, fileName }) => [
    functionName,
    typeName,
    folder,
    fileName,
  ]);
  assert.deepEqual(names, [
    ['listPets2', 'ListPets2', 'pet-shop', 'list-pets2'],
    ['deleteOperation', 'DeleteOperation', 'default', 'delete-operation'],
    ['listPets', 'ListPets', 'default', 'list-pets'],
  ]);
});

test('paths may be in another file as a whole, and words of tools may stand beside the $ref of a path item', async () => {
  const files = {
    'openapi.yaml': openapi("paths: {$ref: './paths.yaml'}\n"),
    'paths.yaml': "/pets: {x-internal: true, $ref: './pets.yaml'}\n",
    'pets.yaml': "get: {operationId: listPets, responses: {'204': {description: None}}}\n",
  };
  assert.deepEqual((await apiOf(files)).operations.map(({ id, path }) => [id, path]), [['listPets', '/pets']]);
  const beside = { ...files, 'paths.yaml': files['paths.yaml'].replace('x-internal: true', 'servers: []') };
  assert.match((await refusedLines(beside)).join(), /^paths.yaml:1:9 invalid-structure: a path item with \$ref cannot have more members/);
});

test('no operation is called like a type that belongs to another', async () => {
  const operation = (id: string) => `{operationId: ${id}, responses: {'204': {description: Done}}}`;
  const { operations } = await apiOf(openapi(`paths: {/a: {get: ${operation('ask')}, post: ${operation('askRequest')}, put: ${operation('askReply')}, delete: ${operation('AskOutcome')}}}\n`));
  assert.deepEqual(operations.map(({ typeName }) => typeName).sort(), ['Ask', 'AskOutcome2', 'AskReply2', 'AskRequest2']);
});
