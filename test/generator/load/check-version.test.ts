import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadApi } from '../../../generator/model/load-api.ts';
import { apiOf, contractFolder, emptyOpenApi, refusedLines } from '../contract-folder.ts';

test('Swagger 2 is refused with the way out', async () => {
  assert.deepEqual(await refusedLines("swagger: '2.0'\ninfo: {title: Pets, version: '1'}\npaths: {}\n"), [
    'openapi.yaml:1:10 unsupported-version: Swagger 2 is not supported | Convert the document to OpenAPI 3, for example with a converter for Swagger 2',
  ]);
});

test('OpenAPI 3.0, 3.1 and 3.2 are taken, whatever the patch version', async () => {
  for (const version of ['3.0.0', '3.0.4', '3.1.0', '3.1.2', '3.2.0', '3.0.0-rc2']) {
    assert.equal((await apiOf(emptyOpenApi.replace('3.1.0', version))).title, 'Pets');
  }
});

test('a later OpenAPI is refused', async () => {
  assert.deepEqual(await refusedLines("openapi: 3.3.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n"), [
    'openapi.yaml:1:10 unsupported-version: OpenAPI 3.3.0 is not supported | Write openapi: 3.0.4, 3.1.2 or 3.2.0',
  ]);
});

test('an unquoted version number is a number, not a version', async () => {
  assert.deepEqual(await refusedLines("openapi: 3.1\ninfo: {title: Pets, version: '1'}\npaths: {}\n"), [
    'openapi.yaml:1:10 unsupported-version: OpenAPI 3.1 is not supported | Write openapi: 3.0.4, 3.1.2 or 3.2.0',
  ]);
});

test('what is no OpenAPI document is refused as that', async () => {
  assert.deepEqual(await refusedLines('title: Pets\n'), [
    'openapi.yaml:1:1 unsupported-version: this is no OpenAPI document: it has no member openapi | Write openapi: 3.1.0',
  ]);
});

test('a later AsyncAPI, and one before 2.0, are refused', async () => {
  for (const version of ['4.0.0', '1.2.0']) {
    const asyncapi = `asyncapi: ${version}\ninfo: {title: Pets, version: '1'}\nchannels: {}\n`;
    assert.deepEqual(await refusedLines({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': asyncapi }), [
      `asyncapi.yaml:1:11 unsupported-version: AsyncAPI ${version} is not supported | Write asyncapi: 3.0.0`,
    ]);
  }
});

test('a folder without openapi.yaml is refused by name', async () => {
  assert.deepEqual(await refusedLines({ 'readme.txt': '' }), [
    'openapi.yaml:1:1 broken-reference: there is no file openapi.yaml | Correct the path, or create the file (openapi or asyncapi, ending in .yaml, .yml or .json)',
  ]);
});

test('a file that is not UTF-8 is refused', async () => {
  const folder = contractFolder({ 'openapi.yaml': '' });
  writeFileSync(`${folder}/openapi.yaml`, Buffer.from([0x61, 0xff]));
  await assert.rejects(
    loadApi(folder, { base: folder, cache: false }),
    /openapi\.yaml:1:1 unreadable-file: openapi\.yaml is not UTF-8/,
  );
});
