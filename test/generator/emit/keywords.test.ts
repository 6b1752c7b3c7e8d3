import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitPrintedTypes } from '../../../generator/emit/printed-types.ts';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import type { Validate } from '../../../runtime/contract.ts';
import { apiOf } from '../contract-folder.ts';
import { keywordCases } from './keyword-cases.ts';
import { keywordDocument } from './keyword-document.ts';
import { loadOutput } from './load-output.ts';

const api = await apiOf(keywordDocument);
const validators = (await loadOutput(emitValidators(api), 'validators/all.js')) as Record<string, Validate>;
const types = emitPrintedTypes(api)[0]?.text ?? '';

function errorsOf(name: string, value: unknown): string[] {
  const validate = validators[name];
  assert.ok(validate, name);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

for (const { name, about, valid, invalid, filled, type } of keywordCases) {
  test(`${about}: what is valid is taken, what is not is refused where it is wrong`, () => {
    for (const value of valid) assert.deepEqual(errorsOf(`put${name}200`, value), [], JSON.stringify(value));
    for (const [value, ...errors] of invalid) assert.deepEqual(errorsOf(`put${name}200`, value), errors, JSON.stringify(value));
    for (const [before, expected] of filled ?? []) {
      const value = structuredClone(before);
      assert.deepEqual([errorsOf(`put${name}Body`, value), value], [[], expected]);
    }
    if (type === undefined) return;
    const printed = types.split(`\nexport type ${name} = `)[1]?.split(';\n\n')[0];
    assert.equal(printed?.replace(/\s+/g, ' '), type);
  });
}
