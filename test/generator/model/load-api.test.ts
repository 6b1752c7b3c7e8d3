import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { Refusals } from '../../../generator/load/refusals.ts';
import { loadApi } from '../../../generator/model/load-api.ts';
import { contractFolder, emptyOpenApi, openapi } from '../contract-folder.ts';
import { petsAsyncApi, petsOpenApi } from './pets.ts';

test('the model is frozen all through', async () => {
  const folder = contractFolder({ 'openapi.yaml': stringify(petsOpenApi), 'asyncapi.yaml': stringify(petsAsyncApi) });
  const { api } = await loadApi(folder, { base: folder, cache: false });
  assertFrozen(api, 'api');
});

function assertFrozen(value: unknown, place: string): void {
  if (typeof value !== 'object' || value === null) return;
  assert.ok(Object.isFrozen(value), place);
  for (const [name, member] of Object.entries(value)) assertFrozen(member, `${place}.${name}`);
}

test('the files that were read are told, on success and on refusal', async () => {
  const files = {
    'openapi.yaml': openapi("paths: {}\ncomponents: {schemas: {Pet: {$ref: './pet.yaml'}}}\n"),
    'pet.yaml': 'type: string\n',
  };
  const folder = contractFolder(files);
  const { files: read } = await loadApi(folder, { base: folder, cache: false });
  assert.deepEqual(read, [path.join(folder, 'openapi.yaml'), path.join(folder, 'pet.yaml')]);
  const broken = contractFolder({ ...files, 'pet.yaml': 'type: strin\n' });
  await assert.rejects(loadApi(broken, { base: broken, cache: false }), (error) => {
    assert.ok(error instanceof Refusals);
    assert.deepEqual(error.files, [path.join(broken, 'openapi.yaml'), path.join(broken, 'pet.yaml')]);
    assert.equal(error.texts.get('pet.yaml'), 'type: strin\n');
    return true;
  });
});

test('the name of the API is that of its folder', async () => {
  const folder = contractFolder({ 'openapi.yaml': emptyOpenApi });
  assert.equal((await loadApi(folder, { cache: false })).api.name, 'api');
});

test('positions do not depend on the current directory', async () => {
  const folder = contractFolder({ 'openapi.yaml': stringify(petsOpenApi) });
  const { api } = await loadApi(folder, { base: path.dirname(folder), cache: false });
  assert.equal(api.operations[0]?.at.file, 'api/openapi.yaml');
});

test('the same documents give the same model', async () => {
  const load = async () => {
    const folder = contractFolder({ 'openapi.yaml': stringify(petsOpenApi), 'asyncapi.yaml': stringify(petsAsyncApi) });
    return (await loadApi(folder, { base: folder, cache: false })).api;
  };
  assert.equal(JSON.stringify(await load()), JSON.stringify(await load()));
});

test('what was found valid is not taken for valid after something that it refers to changed', async () => {
  const folder = contractFolder({ 'openapi.yaml': stringify(petsOpenApi) });
  const options = { base: folder, cache: path.join(folder, '.cache'), refuse: ['invalid-example'] as const };
  await loadApi(folder, options);
  const changed = structuredClone(petsOpenApi);
  changed.components.schemas.Kind.enum = ['cat', 'bird'];
  writeFileSync(path.join(folder, 'openapi.yaml'), stringify(changed));
  await assert.rejects(loadApi(folder, options), /invalid-example: \/0\/kind must be one of \["cat","bird"\]/);
  writeFileSync(path.join(folder, 'openapi.yaml'), stringify(petsOpenApi));
  assert.equal((await loadApi(folder, options)).api.operations.length, 3);
});

for (const name of readdirSync('spec').filter((folder) => existsSync(path.join('spec', folder, 'openapi.yaml')))) {
  test(`the contract of ${name} is taken`, async () => {
    const { api } = await loadApi(path.join('spec', name));
    assert.ok(api.operations.length > 0);
  });
}
