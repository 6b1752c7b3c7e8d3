import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { loadApi, readApi } from '../../../generator/model/load-api.ts';
import { asyncapi, contractFolder, emptyOpenApi, refusedLines } from '../contract-folder.ts';

const cache = mkdtempSync(path.join(tmpdir(), 'specwright-cache-'));
after(() => rmSync(cache, { recursive: true, force: true }));

const sound = asyncapi(`channels:
  chat:
    address: /chat
    messages:
      hello: {payload: {$ref: './openapi.yaml#/components/schemas/Hello'}}
operations:
  receiveHello: {action: receive, channel: {$ref: '#/channels/chat'}}
`);
const withHello = (schema: string) => `${emptyOpenApi}components: {schemas: {Hello: ${schema}}}\n`;

test('what the AsyncAPI parser finds is refused at its place', async () => {
  const faulty = `asyncapi: 3.0.0
info: {title: Pets}
servers:
  here: {hosst: localhost, protocol: ws}
channels: {}
`;
  assert.deepEqual(await refusedLines({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': faulty }), [
    'asyncapi.yaml:2:7 invalid-structure: info property must have required property version | See the AsyncAPI specification for what may stand here',
    'asyncapi.yaml:4:9 invalid-structure: here property must have required property host | See the AsyncAPI specification for what may stand here',
    'asyncapi.yaml:4:17 invalid-structure: Property hosst is not expected to be here | See the AsyncAPI specification for what may stand here',
  ]);
});

test('faults of both documents are reported together', async () => {
  const lines = await refusedLines({
    'openapi.yaml': 'openapi: 3.1.0\ninfo: 3\npaths: {}\n',
    'asyncapi.yaml': 'asyncapi: 3.0.0\ninfo: {title: Pets}\nchannels: {}\n',
  });
  assert.deepEqual(
    lines.map((line) => line.split(' ', 1)[0]),
    ['asyncapi.yaml:2:7', 'openapi.yaml:2:7'],
  );
});

test('the model can be had before the parser is done, whose findings then come with `checked`', async () => {
  const faulty = sound.replace("version: '1'", 'x: 1');
  const folder = contractFolder({ 'openapi.yaml': withHello('{type: string}'), 'asyncapi.yaml': faulty });
  const { api, checked } = await readApi(folder, { base: folder, cache: false });
  assert.deepEqual(
    api.channels.map(({ name }) => name),
    ['chat'],
  );
  await assert.rejects(checked, /asyncapi\.yaml:2:7 invalid-structure/);
});

test('what was valid once is not remembered after it changed', async () => {
  const folder = contractFolder({ 'openapi.yaml': withHello('{type: string}'), 'asyncapi.yaml': sound });
  await loadApi(folder, { base: folder, cache });
  writeFileSync(path.join(folder, 'asyncapi.yaml'), sound.replace("version: '1'", 'x: 1'));
  await assert.rejects(loadApi(folder, { base: folder, cache }), /invalid-structure/);
  await assert.rejects(loadApi(folder, { base: folder, cache }), /invalid-structure/, 'a fault is not remembered as valid');
});
