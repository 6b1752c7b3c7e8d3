import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, mock, test } from 'node:test';
import { stringify } from 'yaml';
import { generate } from '../../../../generator/commands/generate.ts';
import { zoo, type Json } from './zoo.ts';

const root = mkdtempSync(path.join(tmpdir(), 'specwright-'));
after(() => rmSync(root, { recursive: true }));

let contract = path.join(root, 'spec/api/openapi.json');
const texts = path.join(root, '.cache/specwright/api.texts');

/** With so many operations and components that an edit of one is printed alone, and a default that is warned of behind them. */
function large(): Json {
  const document = zoo();
  const many = (length: number, make: (index: number) => [string, object]) => Object.fromEntries(Array.from({ length }, (_, index) => make(index)));
  const answer = (index: number) => ({ description: 'Done.', content: { 'application/json': { schema: { $ref: `#/components/schemas/More${index % 20}` } } } });
  const properties = many(24, (index) => [`p${index}`, { type: 'string', maxLength: index + 9 }]);
  Object.assign(document.paths as Json, many(101, (index) => [`/more/${index}`, { get: { operationId: `more${index}`, responses: { 200: answer(index) } } }]));
  const warned = { Warned: { type: 'object', properties: { size: { type: 'integer', default: 'large' } } } };
  Object.assign((document.components as { schemas: Json }).schemas, many(20, (index) => [`More${index}`, { type: 'object', properties }]), warned);
  return document;
}

/** Writes the contract and generates; tells what was said. */
async function generated(text: string): Promise<string> {
  const said: string[] = [];
  const log = mock.method(console, 'error', (line: string) => said.push(line));
  try {
    mkdirSync(path.dirname(contract), { recursive: true });
    writeFileSync(contract, text);
    assert.equal(await generate(['--root', root]), 0);
    return said.join('\n');
  } finally {
    log.mock.restore();
  }
}

function lineOf(warnings: string): number {
  return Number(/openapi\.json:(\d+):\d+ invalid-default/.exec(warnings)?.[1]);
}

test('of a large document an edit is generated alone, what is said has the lines of now, and everything is up to date', async () => {
  const first = JSON.stringify(large(), null, 2);
  const before = await generated(first);
  const known = readFileSync(texts, 'utf8');
  const edited = first.replace('"maxLength": 40', '"maxLength": 41,\n          "minLength": 2');
  const after = await generated(edited);
  assert.ok(readFileSync(texts, 'utf8') === known, 'not generated as a whole');
  assert.match(after, /api: 0 new, \d+ changed/);
  assert.match(after, /maxLength 41/, 'the change is told');
  assert.equal(lineOf(after), lineOf(before) + 1);
  assert.equal(await generate(['--root', root, '--check', '--no-cache']), 0);
});

test('so is what is no edit of one piece, as a whole, and a mistake is told where it stands', async () => {
  const first = readFileSync(contract, 'utf8');
  await generated(first.replace('"/more/7"', '"/other/7"'));
  assert.equal(await generate(['--root', root, '--check', '--no-cache']), 0);
  await assert.rejects(generated(first.replace('"maxLength": 41', '"maxLength": "long"')), /openapi\.json:\d+:\d+/);
});

test('so are two edits of a document in YAML, one of which leads to another component', async () => {
  rmSync(contract);
  contract = path.join(root, 'spec/api/openapi.yaml');
  const first = stringify(large(), { aliasDuplicateObjects: false });
  await generated(first);
  const known = readFileSync(texts, 'utf8');
  const edited = first.replace('maximum: 9', 'maximum: 8').replace(/(\n {4}More7:\n[^]*?properties:\n)/, '$1        held:\n          $ref: "#/components/schemas/More8"\n');
  assert.match(await generated(edited), /held: added, #More8/);
  assert.ok(readFileSync(texts, 'utf8') === known, 'not generated as a whole');
  assert.equal(await generate(['--root', root, '--check', '--no-cache']), 0);
  await assert.rejects(generated(edited.replace('maximum: 8', 'maximum: long')), /openapi\.yaml:\d+:\d+/);
});

test('a new operation is generated alone, and as a whole where components share a file', async () => {
  const operation = (id: string) => `"/came/${id}": { "get": { "operationId": "${id}", "responses": { "200": { "description": "Done.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Owner" } } } } } } },\n`;
  rmSync(contract);
  contract = path.join(root, 'spec/api/openapi.json');
  for (const isShort of [false, true]) {
    const document = large();
    if (isShort) for (const [name, schema] of Object.entries((document.components as { schemas: Json }).schemas)) if (/^More/.test(name)) delete (schema as Json).properties;
    const first = JSON.stringify(document, null, 2);
    await generated(first);
    const known = readFileSync(texts, 'utf8');
    assert.match(await generated(first.replace('"/more/7"', () => `${operation('came')}"/more/7"`)), /\+ came/);
    assert.equal(readFileSync(texts, 'utf8') === known, !isShort);
    assert.equal(await generate(['--root', root, '--check', '--no-cache']), 0);
  }
});
