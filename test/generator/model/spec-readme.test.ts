import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatRefusals } from '../../../generator/load/format-refusals.ts';
import { refusalCodes } from '../../../generator/load/refusal-codes.ts';
import { extensionPlaces } from '../../../generator/model/extensions.ts';
import { apiOf, refusalsOf } from '../contract-folder.ts';

const readme = readFileSync('spec/README.md', 'utf8');

/** The documents that the README shows, by their file names. */
const shown = Object.fromEntries(
  [...readme.matchAll(/^```yaml (\S+)\n(.*?)^```/gms)].map(([, name = '', text = '']) => [name, text]),
);

test('the contract that the README begins with is taken', async () => {
  const api = await apiOf(shown);
  assert.deepEqual(
    api.operations.map(({ functionName, path, folder, fileName }) => `${folder}/${fileName}.ts ${functionName} ${path}`),
    ['pets/get-pet.ts getPet /v1/pets/{pet_id}'],
  );
  assert.deepEqual([api.channels[0]?.address, api.channels[0]?.discriminator], ['/v1/talk/{room}', 'type']);
});

test('the error that the README shows is the one that comes', async () => {
  const openapi = shown['openapi.yaml']?.replace('minLength', 'minLenght') ?? '';
  const error = await refusalsOf({ ...shown, 'openapi.yaml': openapi });
  assert.ok(readme.includes(formatRefusals(error, { colours: false }).replaceAll('openapi.yaml:', 'spec/pets/openapi.yaml:')));
});

test('every word of a refusal and every word of ours is in the README', () => {
  for (const word of [...refusalCodes, ...Object.keys(extensionPlaces)]) assert.ok(readme.includes(`\`${word}\``), word);
});
