import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Refusals } from '../../../generator/load/refusals.ts';
import { loadApi } from '../../../generator/model/load-api.ts';
import { apiOf, contractFolder, openapi, refusedLines, withOperation } from '../contract-folder.ts';

const answerWith = (reference: string) =>
  withOperation(`operationId: listPets
responses:
  '200':
    description: Pets
    content:
      application/json:
        schema:
          $ref: ${reference}`);

test('a reference to a missing place is refused where the reference stands', async () => {
  assert.deepEqual(await refusedLines(answerWith("'#/components/schemas/Pet'")), [
    'openapi.yaml:13:23 broken-reference: there is nothing at #/components in openapi.yaml | Correct the reference, or define what it names',
  ]);
});

test('a reference to a missing file is refused', async () => {
  assert.deepEqual(await refusedLines(answerWith('./pet.yaml')), [
    'openapi.yaml:13:23 broken-reference: there is no file pet.yaml | Correct the path, or create the file',
  ]);
});

test('a missing place in another file is named with that file', async () => {
  assert.deepEqual(await refusedLines({ 'openapi.yaml': answerWith('./pet.yaml#/Cat'), 'pet.yaml': 'Dog: {type: string}\n' }), [
    'openapi.yaml:13:23 broken-reference: there is nothing at #/Cat in pet.yaml | Correct the reference, or define what it names',
  ]);
});

test('a reference out of the contract is refused, even if the file is there', async () => {
  const folder = contractFolder({ 'openapi.yaml': answerWith('../secret.yaml') });
  writeFileSync(path.join(folder, '../secret.yaml'), 'type: string\n');
  await assert.rejects(loadApi(folder, { base: folder, cache: false }), (error) => {
    assert.ok(error instanceof Refusals);
    const [refusal] = error.refusals;
    assert.equal(refusal?.code, 'reference-outside-root');
    assert.deepEqual([refusal.position.line, refusal.position.column], [13, 23]);
    return true;
  });
});

test('a symbolic link does not lead out of the contract', async () => {
  const folder = contractFolder({ 'openapi.yaml': answerWith('./link.yaml') });
  writeFileSync(path.join(folder, '../secret.yaml'), 'type: string\n');
  symlinkSync(path.join(folder, '../secret.yaml'), path.join(folder, 'link.yaml'));
  await assert.rejects(loadApi(folder, { base: folder, cache: false }), /openapi\.yaml:13:23 reference-outside-root/);
});

test('a wider root lets contracts share files', async () => {
  const folder = contractFolder({ 'openapi.yaml': answerWith('../shared.yaml') });
  writeFileSync(path.join(folder, '../shared.yaml'), 'type: string\n');
  const { api, files } = await loadApi(folder, { base: folder, root: path.dirname(folder), cache: false });
  assert.deepEqual(
    api.schemas.map(({ name }) => name),
    ['Shared'],
  );
  assert.deepEqual(files, [path.join(folder, 'openapi.yaml'), path.join(folder, '../shared.yaml')].sort());
});

for (const address of ['https://example.com/pet.yaml', '//example.com/pet.yaml', 'file:///etc/passwd']) {
  test(`${address} is not fetched`, async () => {
    assert.deepEqual(await refusedLines(answerWith(`'${address}'`)), [
      `openapi.yaml:13:23 remote-reference: ${address} is not a local file | Copy the document into the folder of the contract and refer to the copy`,
    ]);
  });
}

test('references that lead back to themselves are refused', async () => {
  const document = openapi(`paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{$ref: '#/components/parameters/a'}]
      responses: {'204': {description: None}}
components:
  parameters:
    a: {$ref: '#/components/parameters/b'}
    b: {$ref: '#/components/parameters/a'}
`);
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:7:20 circular-reference: the reference leads back to itself | Let one of the references point to a definition',
  ]);
});

test('pointers are unescaped: percent first, then ~1 and ~0', async () => {
  const document = openapi(`paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 7}}]
      responses: {'204': {description: None}}
  /cats/{id}:
    get:
      operationId: getCat
      parameters: [{$ref: '#/paths/~1pets~1%7Bid%7D/get/parameters/0'}]
      responses: {'204': {description: None}}
`);
  const { operations } = await apiOf(document);
  assert.deepEqual(operations[1]?.parameters[0]?.schema, { type: 'string', maxLength: 7 });
});

test('a pointer may lead through a reference', async () => {
  const document = openapi(`paths: {}
components:
  schemas:
    Pet: {$ref: './pet.yaml'}
    Name: {$ref: '#/components/schemas/Pet/properties/name'}
`);
  const api = await apiOf({
    'openapi.yaml': document,
    'pet.yaml': 'type: object\nproperties: {name: {type: string, minLength: 2}}\n',
  });
  const name = api.schemas.find((schema) => schema.name === 'Name');
  assert.deepEqual(name?.schema, { $ref: '#/components/schemas/PetName' });
  assert.deepEqual(api.schemas.find((schema) => schema.name === 'PetName')?.schema, { type: 'string', minLength: 2 });
});

test('references within another file are relative to that file', async () => {
  const api = await apiOf({
    'openapi.yaml': answerWith('./schemas/pet.yaml'),
    'schemas/pet.yaml': "type: object\nproperties: {owner: {$ref: 'owner.yaml'}, friend: {$ref: '#'}}\n",
    'schemas/owner.yaml': 'type: string\n',
  });
  assert.deepEqual(
    api.schemas.map(({ name, schema }) => [name, schema]),
    [
      ['Owner', { type: 'string' }],
      [
        'Pet',
        {
          type: 'object',
          properties: { owner: { $ref: '#/components/schemas/Owner' }, friend: { $ref: '#/components/schemas/Pet' } },
        },
      ],
    ],
  );
});

test('what stands beside a reference in a schema is kept', async () => {
  const api = await apiOf(
    openapi(`paths: {}
components:
  schemas:
    Name: {type: string}
    Short: {$ref: '#/components/schemas/Name', maxLength: 3, description: Not long}
`),
  );
  const short = api.schemas.find(({ name }) => name === 'Short');
  assert.deepEqual(short?.schema, { $ref: '#/components/schemas/Name', maxLength: 3, description: 'Not long' });
});

test('a part of the document in another file has its structure checked there', async () => {
  const document = openapi("paths:\n  /pets: {$ref: './pets.yaml'}\n");
  const pets = "get:\n  operationId: listPets\n  sumary: All\n  responses: {'204': {description: None}}\n";
  assert.deepEqual(await refusedLines({ 'openapi.yaml': document, 'pets.yaml': pets }), [
    'pets.yaml:3:3 unknown-member: sumary means nothing in get | Did you mean summary?',
  ]);
});
