import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { loadApi } from '../../../generator/model/load-api.ts';
import { apiOf, contractFolder, emptyOpenApi, refusedLines } from '../contract-folder.ts';

const json = JSON.stringify({ info: { title: 'Pets', version: '1' }, paths: {}, openapi: '3.0.3' });

test('a document may be JSON, and may end in .yml', async () => {
  assert.equal((await apiOf({ 'openapi.json': json })).title, 'Pets');
  assert.equal((await apiOf({ 'openapi.yml': emptyOpenApi })).title, 'Pets');
});

test('the only document of a folder may have any name; its parts are not taken for it', async () => {
  const files = { 'pets.yaml': emptyOpenApi, 'pet.yaml': 'type: object\n', 'note.txt': 'openapi: 3.1.0\n' };
  assert.equal((await apiOf(files)).title, 'Pets');
});

test('of two documents without the usual name neither is taken', async () => {
  assert.deepEqual(await refusedLines({ 'a.json': json, 'b.yaml': emptyOpenApi }), [
    'a.json:1:1 unreadable-file: which is the contract: a.json, b.yaml? | Call the one that is the contract openapi.json (or asyncapi), or put each into a folder of its own',
  ]);
});

test('a document can be asked for by the path of its file, whose name is then that of the API', async () => {
  const folder = contractFolder({ 'Pet Shop.yaml': emptyOpenApi, 'b.yaml': emptyOpenApi });
  const { api, files } = await loadApi(path.join(folder, 'Pet Shop.yaml'), { base: folder, cache: false });
  assert.equal(api.name, 'pet-shop');
  assert.deepEqual(files, [path.join(folder, 'Pet Shop.yaml')]);
});

test('an AsyncAPI document may stand alone', async () => {
  const api = await apiOf({ 'asyncapi.yaml': "asyncapi: 3.0.0\ninfo: {title: Chat, version: '2'}\nchannels: {}\n" });
  assert.deepEqual([api.title, api.version, api.operations], ['Chat', '2', []]);
});
