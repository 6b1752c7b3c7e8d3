import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createClient } from '@hey-api/openapi-ts';
import fc from 'fast-check';
import type { Api } from '../../../generator/model/types.ts';
import { apiOf, openapi } from '../contract-folder.ts';

const output = mkdtempSync(path.join(tmpdir(), 'specwright-hey-'));
after(() => rmSync(output, { recursive: true, force: true }));

/** The names of types that hey-api prints for a model's document. */
async function printedNames(api: Api): Promise<Set<string>> {
  await createClient({
    input: structuredClone(api.document),
    output,
    plugins: ['@hey-api/typescript'],
    logs: { level: 'silent' },
  });
  const text = readFileSync(path.join(output, 'types.gen.ts'), 'utf8');
  return new Set([...text.matchAll(/^export type ([^\s=<]+)/gm)].map(([, name = '']) => name));
}

async function assertPrintsOurNames(ids: readonly string[], schemaNames: readonly string[]): Promise<void> {
  const paths = ids.map((id, index) => [`/p${index}`, { get: { operationId: id, responses: { 204: { description: 'None' } } } }]);
  const schemas = Object.fromEntries(schemaNames.map((name) => [name, { type: 'string' }]));
  const api = await apiOf(
    openapi(`paths: ${JSON.stringify(Object.fromEntries(paths))}\ncomponents: {schemas: ${JSON.stringify(schemas)}}\n`),
  );
  const types = await printedNames(api);
  for (const { typeName } of api.schemas) assert.ok(types.has(typeName), `schema type ${typeName}`);
  for (const { typeName } of api.operations)
    for (const suffix of ['Data', 'Responses']) assert.ok(types.has(typeName + suffix), `operation type ${typeName}${suffix}`);
}

test('hey-api prints the names of the model for names of every kind', async () => {
  const ids = [
    'createSession',
    'create_session',
    'CreateSession',
    'delete',
    'default',
    'fetch',
    'status',
    'GETUserByID2x',
    'get_a_b',
    'repos/list-for-org',
    'Users.create',
    '123abc',
    'Élan vital $ x',
    '_private__thing',
    'HTMLParser',
    'xAssets',
    '日本',
    'v1',
    'foo',
    'name',
    'constructor',
    'toString',
    'async',
    'of',
    'type',
  ];
  const schemas = [
    'foo_bar',
    'FooBar',
    'foo-bar',
    'Foobar',
    'FooData',
    'FooResponse',
    'FooResponses',
    'Record',
    'Array',
    'Date',
    'Error',
    'delete',
    'string',
    '1st',
    'HTTPError',
    'a.b.c',
    'ClientOptions',
    'Options',
    'any',
    'userIDs',
    'A1B2',
    'a1b2',
    'XAsset',
    'CreateSessionData',
    'Promise',
    'v2a_bar',
    '_',
    'default',
  ];
  await assertPrintsOurNames(ids, schemas);
});

test('hey-api prints the names of the model for names of any letters', async () => {
  const name = fc.string({ unit: fc.constantFrom(...'aAbBsSxX12_-.'), minLength: 1, maxLength: 9 });
  const [schemas = []] = fc.sample(fc.uniqueArray(name, { minLength: 150, maxLength: 150 }), { numRuns: 1, seed: 7 });
  const [ids = []] = fc.sample(
    fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'aAsSzЖé日12_-. /'), minLength: 1, maxLength: 9 }), {
      minLength: 150,
      maxLength: 150,
    }),
    { numRuns: 1, seed: 8 },
  );
  await assertPrintsOurNames(
    [...new Set(ids.map((id) => id.trim()))].filter((id) => id !== ''),
    schemas,
  );
});

test('no global of the language or of Node is the name of a function', async () => {
  const globals = Object.getOwnPropertyNames(globalThis).filter((name) => /^[a-z]/.test(name));
  await assertPrintsOurNames(globals, []);
});

test('references follow the names of types, also those in a discriminator', async () => {
  const api = await apiOf(
    openapi(`paths: {}
components:
  schemas:
    pet_cat: {type: object}
    Pet: {oneOf: [{$ref: '#/components/schemas/pet_cat'}], discriminator: {propertyName: kind, mapping: {cat: pet_cat}}}
`),
  );
  const { schemas } = (api.document as { components: { schemas: Record<string, unknown> } }).components;
  assert.deepEqual(schemas.Pet, {
    oneOf: [{ $ref: '#/components/schemas/PetCat' }],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/PetCat' } },
  });
});

test('a discriminator without mapping means the names in the contract, not those of the types', async () => {
  const api = await apiOf(
    openapi(`paths: {}
components:
  schemas:
    pet_cat: {type: object}
    Pet: {oneOf: [{$ref: '#/components/schemas/pet_cat'}], discriminator: {propertyName: kind}}
`),
  );
  const { schemas } = (api.document as { components: { schemas: Record<string, { discriminator: unknown }> } }).components;
  assert.deepEqual(schemas.Pet?.discriminator, { propertyName: 'kind', mapping: { pet_cat: '#/components/schemas/PetCat' } });
});
