import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitDocument } from '../../../generator/emit/document.ts';
import { loadApi } from '../../../generator/model/load-api.ts';
import { contractFolder, openapi } from '../contract-folder.ts';

async function documentOf(path: string): Promise<{ text: string; emitted: string | undefined }> {
  const text = openapi(`# \u2028 \`$\{ "quotes" }\`\npaths: {'${path}': {get: {operationId: read, responses: {'200': {description: Here.}}}}}\n`);
  const folder = contractFolder({ 'openapi.yaml': text });
  const { api } = await loadApi(folder, { base: folder, cache: false });
  return { text, emitted: emitDocument(api)[0]?.text };
}

test('a contract that hands its document out has it in generated code, letter by letter and as JSON', async () => {
  const { text, emitted = '' } = await documentOf('/v1/openapi.yaml');
  const [, written = '', json = ''] = /documentText: string = ([^\n]*);\n[^]*documentJson: string = ([^\n]*);\n$/.exec(emitted) ?? [];
  assert.equal(JSON.parse(written), text);
  assert.deepEqual(Object.keys(JSON.parse(JSON.parse(json) as string) as object), ['openapi', 'info', 'paths']);
});

test('any other contract has not', async () => {
  assert.equal((await documentOf('/openapi')).emitted, undefined);
});
