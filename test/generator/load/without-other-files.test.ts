import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { Located } from '../../../generator/load/located.ts';
import { References } from '../../../generator/load/references.ts';
import { RefusalList } from '../../../generator/load/refusal.ts';
import { Sources } from '../../../generator/load/sources.ts';
import { withoutOtherFiles } from '../../../generator/load/without-other-files.ts';
import { contractFolder, type Files } from '../contract-folder.ts';

function inOneDocument(files: Files): unknown {
  const root = contractFolder(files);
  const refusals = new RefusalList();
  const sources = new Sources({ root, base: root, refusals });
  const source = sources.open(path.join(root, 'asyncapi.yaml'), { file: '', line: 1, column: 1, pointer: '' });
  assert.ok(source);
  return withoutOtherFiles(Located.rootOf(source), new References(sources, refusals));
}

test('schemas of other files are left open, so that the result does not change when they do', () => {
  const asyncapi = 'components: {schemas: {A: {$ref: "./other.yaml#/A"}, B: {$ref: "#/components/schemas/A"}}}\n';
  const expected = { components: { schemas: { A: {}, B: { $ref: '#/components/schemas/A' } } } };
  assert.deepEqual(inOneDocument({ 'asyncapi.yaml': asyncapi, 'other.yaml': 'A: {type: string}\n' }), expected);
  assert.deepEqual(inOneDocument({ 'asyncapi.yaml': asyncapi, 'other.yaml': 'A: {type: number}\n' }), expected);
});

test('other parts of other files are put in place', () => {
  const asyncapi = 'channels: {chat: {messages: {hello: {$ref: "messages.yaml#/hello"}}}}\n';
  const messages = 'hello: {name: hello, payload: {type: string}, bindings: {$ref: "#/bindings"}}\nbindings: {ws: {}}\n';
  assert.deepEqual(inOneDocument({ 'asyncapi.yaml': asyncapi, 'messages.yaml': messages }), {
    channels: { chat: { messages: { hello: { name: 'hello', payload: { type: 'string' }, bindings: { ws: {} } } } } },
  });
});
