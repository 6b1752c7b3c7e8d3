import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitFiles } from '../../../generator/emit/emit-files.ts';
import { ExactInteger } from '../../../generator/load/exact-integer.ts';
import { Refusals } from '../../../generator/load/refusals.ts';
import { readContractSettings } from '../../../generator/commands/read-contract-settings.ts';
import { loadApi } from '../../../generator/model/load-api.ts';
import type { Api } from '../../../generator/model/types.ts';
import { contractFolder, emptyOpenApi, openapi } from '../contract-folder.ts';

async function load(files: Readonly<Record<string, string>>, int64: 'bigint' | 'number' = 'bigint'): Promise<Api> {
  const folder = contractFolder(files);
  return (await loadApi(folder, { base: folder, cache: false, int64 })).api;
}

async function refused(files: Readonly<Record<string, string>>): Promise<string> {
  const error: unknown = await load(files).catch((reason: unknown) => reason);
  assert.ok(error instanceof Refusals);
  return error.refusals.map(({ position: { file, line, column }, message }) => `${file}:${line}:${column} ${message}`).join('\n');
}

function schemaOf(api: Api, name: string): Readonly<Record<string, unknown>> {
  return api.schemas.find((schema) => schema.name === name)?.schema as Readonly<Record<string, unknown>>;
}

const most = new ExactInteger('9223372036854775807');
const int64 = 'type: integer, format: int64';

test('bounds, constants, defaults and examples are read to the last digit, from YAML and from JSON', async () => {
  const yaml = openapi(`paths: {}
components:
  schemas:
    Id: { ${int64}, minimum: -9223372036854775808, maximum: 0x7FFFFFFFFFFFFFFF, enum: [1, &big 9223372036854775807], default: *big, examples: [+9223372036854775807] }
`);
  const { $int64, minimum, maximum, enum: values, default: preset, examples } = schemaOf(await load({ 'openapi.yaml': yaml }), 'Id');
  assert.deepEqual([$int64, minimum, maximum, values, preset, examples], ['is', new ExactInteger('-9223372036854775808'), most, [1, most], most, [most]]);
  const json = '{"openapi":"3.1.0","info":{"title":"a","version":"1"},"paths":{},"components":{"schemas":{"Id":{"type":"integer","format":"int64","maximum":9223372036854775807}}}}';
  assert.deepEqual(schemaOf(await load({ 'openapi.json': json }), 'Id')['maximum'], most);
});

test('what is said elsewhere of such an integer is marked, and nothing else', async () => {
  const schemas = openapi(`paths: {}
components:
  schemas:
    Id: { ${int64} }
    Least: { minimum: 9007199254740993 }
    Both: { allOf: [{ $ref: '#/components/schemas/Id' }, { $ref: '#/components/schemas/Least' }] }
    Other: { type: integer, minimum: 9007199254740993 }
    Parent: { type: object, properties: { id: { $ref: '#/components/schemas/Id' } } }
    Child: { allOf: [{ $ref: '#/components/schemas/Parent' }, { properties: { id: { type: number, maximum: 5 }, size: { type: number } } }] }
`);
  const api = await load({ 'openapi.yaml': schemas });
  assert.deepEqual(schemaOf(api, 'Least'), { minimum: new ExactInteger('9007199254740993'), $int64: 'meets' });
  assert.deepEqual(schemaOf(api, 'Other'), { type: 'integer', minimum: 9007199254740992 });
  const { allOf } = schemaOf(api, 'Child') as { allOf: { properties: object }[] };
  assert.deepEqual(allOf[1]?.properties, { id: { type: 'number', maximum: 5, $int64: 'meets' }, size: { type: 'number' } });
});

test('an example or a default that breaks its schema by one is found', async () => {
  const schemas = (value: string) => openapi(`paths: {}\ncomponents: { schemas: { Id: { ${int64}, maximum: 9223372036854775806, default: ${value} } } }\n`);
  assert.equal((await load({ 'openapi.yaml': schemas('9223372036854775806') })).schemas.length, 1);
  const folder = contractFolder({ 'openapi.yaml': schemas('9223372036854775807') });
  const { warnings } = await loadApi(folder, { base: folder, cache: false, int64: 'bigint' });
  assert.deepEqual(warnings.map(({ message }) => message), ['the default must be <= 9223372036854775806']);
});

test('without the option nothing of it is generated', async () => {
  const contract = openapi(`paths: { /a: { get: { operationId: a, responses: { '200': { description: A, content: { application/json: { schema: { ${int64}, maximum: 9223372036854775807 } } } } } } } }\n`);
  for (const [path, text] of await emitFiles(await load({ 'openapi.yaml': contract }, 'number'))) assert.doesNotMatch(text, /bigint|BigInt|\d+n\b|int64\.js/, path);
  const files = await emitFiles(await load({ 'openapi.yaml': contract }));
  assert.match(files.get('types.ts') ?? '', /200: bigint;/);
  assert.match(files.get('outline.txt') ?? '', /integer\(int64, bigint\) maximum 9223372036854775807/);
});

test('Socket.IO, which reads JSON by itself, is refused unless it carries a text', async () => {
  const contract = (payload: string) => `asyncapi: 3.0.0
info: { title: Pets, version: '1' }
servers: { here: { host: localhost, protocol: socketio } }
channels:
  chat:
    address: /chat
    messages: { said: { name: said, payload: ${payload} } }
operations: { say: { action: send, channel: { $ref: '#/channels/chat' } } }
`;
  const payload = `{ type: object, properties: { id: { ${int64} } } }`;
  assert.match(await refused({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': contract(payload) }), /^asyncapi\.yaml:7:\d+ Socket\.IO carries no integers of 64 bits without loss, as the message said has them$/);
  const text = `{ type: string, contentMediaType: application/json, contentSchema: ${payload} }`;
  assert.equal((await load({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': contract(text) })).channels.length, 1);
});

test('specwright.yaml says it for all APIs or for some, and is refused where it says something else', () => {
  const settings = (text: string) => readContractSettings(contractFolder({ 'specwright.yaml': `contracts:\n  int64: ${text}\n` }), ['pets', 'toys']).int64;
  assert.deepEqual([...settings('bigint')], [['pets', 'bigint'], ['toys', 'bigint']]);
  assert.deepEqual([...settings('{ toys: bigint, pets: number }')], [['toys', 'bigint'], ['pets', 'number']]);
  assert.throws(() => settings('BigInt'), /specwright\.yaml:2:10 invalid-structure: int64 must be number or bigint, not "BigInt"/);
  assert.throws(() => settings('{ toy: bigint }'), /specwright\.yaml:2:12 invalid-structure: there is no contract in spec\/toy/);
});
