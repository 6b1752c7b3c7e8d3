import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitPrintedTypes } from '../../../generator/emit/printed-types.ts';
import { typePrinter } from '../../../generator/emit/type-printer.ts';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import type { Validate } from '../../../runtime/contract.ts';
import { apiOf } from '../contract-folder.ts';
import { keywordCases } from './keyword-cases.ts';
import { loadOutput } from './load-output.ts';

/** One document with a component and an operation for each case: it is generated once. */
const api = await apiOf(
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Keywords', version: '1' },
    paths: Object.fromEntries(keywordCases.map(({ name }) => [`/${name}`, { put: operation(name) }])),
    components: { schemas: Object.fromEntries(keywordCases.flatMap(({ name, schema, beside = {} }) => [[name, schema], ...Object.entries(beside)])) },
  }),
);
const validators = (await loadOutput(emitValidators(api), 'validators/all.js')) as Record<string, Validate>;
const printer = typePrinter();
const types = emitPrintedTypes(api, printer).then((files) => files.find(({ path }) => path === 'types.ts')?.text ?? '');

function operation(name: string): object {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
  return { operationId: `put${name}`, tags: ['all'], requestBody: { content }, responses: { 200: { description: 'Done', content } } };
}

function errorsOf(name: string, value: unknown): string[] {
  const validate = validators[name];
  assert.ok(validate, name);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

for (const { name, about, valid, invalid, filled, type } of keywordCases) {
  test(`${about}: what is valid is taken, what is not is refused where it is wrong`, async () => {
    for (const value of valid) assert.deepEqual(errorsOf(`put${name}200`, value), [], JSON.stringify(value));
    for (const [value, ...errors] of invalid) assert.deepEqual(errorsOf(`put${name}200`, value), errors, JSON.stringify(value));
    for (const [before, expected] of filled ?? []) {
      const value = structuredClone(before);
      assert.deepEqual([errorsOf(`put${name}Body`, value), value], [[], expected]);
    }
    if (type === undefined) return;
    const printed = (await types).split(`\nexport type ${name} = `)[1]?.split(';\n\n')[0];
    assert.equal(printed?.replace(/\s+/g, ' '), type);
  });
}
