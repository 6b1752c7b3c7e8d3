import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadApi } from '../../../generator/model/load-api.ts';
import type { Api } from '../../../generator/model/types.ts';
import { contractFolder, openapi, refusedLines, warnedLines } from '../contract-folder.ts';

const answer = "responses: {'204': {description: None}}";
const get = (members: string) => `{get: {${members}, ${answer}}}`;
const withPet = (schema: string) => openapi(`paths: {}\ncomponents:\n  schemas:\n    Pet: ${schema}\n`);

async function lenientApi(document: string): Promise<Api> {
  const folder = contractFolder({ 'openapi.yaml': document });
  return (await loadApi(folder, { base: folder, cache: false, lenient: true })).api;
}

const schemaOf = async (document: string) => (await lenientApi(document)).schemas.find(({ name }) => name === 'Pet')?.schema;

const schemas: [code: string, schema: string, instead: object][] = [
  ['unknown-keyword', '{type: string, colour: red}', { type: 'string' }],
  ['unsupported-keyword', '{type: string, $recursiveRef: "#"}', { type: 'string' }],
  ['invalid-schema', '{type: object, required: true}', { type: 'object' }],
  ['invalid-schema', '{properties: {name: string}}', { properties: { name: {} } }],
  ['invalid-pattern', '{type: string, pattern: "(?i:a)"}', { type: 'string' }],
  ['invalid-default', '{type: string, default: 3}', { type: 'string' }],
  ['broken-reference', "{properties: {name: {$ref: '#/nowhere'}}}", { properties: { name: {} } }],
  ['broken-reference', "{oneOf: [{}], discriminator: {propertyName: a, mapping: {b: '#/nowhere'}}}", { oneOf: [{}], discriminator: { propertyName: 'a', mapping: {} } }],
  ['remote-reference', "{items: {$ref: 'https://pets.example/pet.json'}}", { items: {} }],
  ['circular-reference', "{allOf: [{$ref: '#/components/schemas/Pet'}]}", {}],
];
for (const [code, schema, instead] of schemas) {
  test(`with --lenient ${schema} is ${JSON.stringify(instead)}, with the warning ${code}`, async () => {
    const document = withPet(schema);
    assert.match((await refusedLines(document)).join('\n'), new RegExp(` ${code}: `));
    assert.match((await warnedLines(document, { lenient: true })).join('\n'), new RegExp(` ${code}: .*; until then `));
    assert.deepEqual(await schemaOf(document), instead);
  });
}

const paths: [code: string, paths: string, operations: string[]][] = [
  ['colliding-paths', `{'/a/{x}': ${parametrised('x')}, '/a/{y}': ${parametrised('y')}}`, ['getAByX /a/{x} x']],
  ['duplicate-operation-id', `{/a: ${get('operationId: a')}, /b: ${get('operationId: a')}}`, ['getA /a', 'getB /b']],
  ['invalid-path', `{a: ${get('operationId: a')}, /b: ${get('operationId: b')}}`, ['b /b']],
  ['unsupported-path-template', `{'/{a}{b}': ${get('operationId: a')}, /b: ${get('operationId: b')}}`, ['b /b']],
  ['unknown-path-parameter', `{/a: ${parametrised('x')}}`, ['getA /a']],
  ['invalid-structure', `{/a: ${get("operationId: a, deprecated: {}")}}`, ['a /a']],
  ['unknown-member', `{/a: ${get("operationId: a, colour: red")}}`, ['a /a']],
  ['broken-reference', "{/a: {$ref: './a.yaml'}}", []],
];
for (const [code, text, operations] of paths) {
  test(`with --lenient ${text} has ${operations.join(', ') || 'no operations'}, with the warning ${code}`, async () => {
    const document = openapi(`paths: ${text}\n`);
    assert.match((await refusedLines(document)).join('\n'), new RegExp(` ${code}: `));
    assert.match((await warnedLines(document, { lenient: true })).join('\n'), new RegExp(` ${code}: .*; until then `));
    const api = await lenientApi(document);
    assert.deepEqual(
      api.operations.map(({ id, path, parameters }) => [id, path, ...parameters.map(({ name }) => name)].join(' ')),
      operations,
    );
  });
}

function parametrised(name: string): string {
  return get(`parameters: [{name: ${name}, in: path, required: true, schema: {type: string}}]`);
}

test('with --lenient a security scheme that nobody described lets nobody in who does not know it', async () => {
  const document = openapi(`paths: {/a: ${get("security: [{'my login': []}]")}}\n`);
  assert.match((await refusedLines(document)).join(), / unknown-security-scheme: /);
  const { operations, securitySchemes } = await lenientApi(document);
  assert.deepEqual(operations[0]?.security, [[{ scheme: 'my login', scopes: [] }]]);
  assert.deepEqual(securitySchemes.map(({ name, type, httpScheme }) => [name, type, httpScheme]), [['my login', 'http', 'my-login']]);
});

test('with --lenient values that no style can carry travel as JSON, and styles at the wrong place as usual there', async () => {
  const nested = '{type: array, items: {type: object, properties: {a: {type: string}}}}';
  const parameters = `[{name: a, in: query, schema: ${nested}}, {name: b, in: query, style: pipeDelimited, schema: {type: string}}]`;
  const document = openapi(`paths: {/a: ${get(`parameters: ${parameters}`)}}\n`);
  assert.match((await refusedLines(document)).join(), / unsupported-style: .* unsupported-style: /);
  const [found] = (await lenientApi(document)).operations;
  assert.deepEqual(found?.parameters.map(({ style, explode, contentType }) => [style, explode, contentType]), [
    ['form', true, 'application/json'],
    ['form', true, undefined],
  ]);
});

test('what no fallback could stand in for stays refused', async () => {
  const folder = contractFolder({ 'openapi.yaml': openapi(`paths: {/a: ${get('x-body-limit: many')}}\n`) });
  await assert.rejects(loadApi(folder, { base: folder, cache: false, lenient: true }), /invalid-extension/);
});
