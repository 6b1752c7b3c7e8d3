import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { test } from 'node:test';
import fc from 'fast-check';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import type { Validate } from '../../../runtime/contract.ts';
import { findDuplicate } from '../../../runtime/keywords/index.ts';
import { cpuTime } from '../../cpu-time.ts';
import { aBody, aContent, anApi, anOperation, aSchema } from './fixture.ts';
import { loadOutput } from './load-output.ts';

const enough = 2000;
const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** One module for all of them. */
const schemas: Readonly<Record<string, JsonSchema>> = {
  Unique: { type: 'array', uniqueItems: true },
  UniqueTexts: { type: 'array', items: { type: 'string' }, uniqueItems: true },
  Tree: { anyOf: [{ type: 'integer' }, { type: 'array', items: ref('Tree') }, { type: 'object', additionalProperties: ref('Tree') }] },
};
const operations = Object.keys(schemas).map((name) => anOperation({ id: `take${name}`, method: 'post', path: `/${name}`, body: aBody({ contents: [aContent({ schema: ref(name) })] }) }));
const api = anApi({ operations, schemas: Object.entries(schemas).map(([name, schema]) => aSchema(name, schema)) });
const checks = (await loadOutput(emitValidators(api), 'validators/items.js')) as Record<string, Validate>;

function problems(name: string, value: unknown): string[] {
  const validate = checks[`take${name}Body`];
  assert.ok(validate);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, keyword, message }) => `${instancePath} ${keyword} ${message}`);
}

test('equal items are found as they would be by comparing each with each', () => {
  const items = fc.array(fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1, '1', '[]', [], {}, { a: 1, b: 2 }, { b: 2, a: 1 }, '__proto__')));
  fc.assert(fc.property(items, (list) => {
    const first = list.findIndex((item, index) => list.slice(0, index).some((other) => isDeepStrictEqual(plain(item), plain(other))));
    assert.equal(findDuplicate(list)?.i ?? -1, first);
  }));
});

/** Without the difference of zeros, which JSON does not know, and of prototypes. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

test('a list with equal items says which', () => {
  assert.deepEqual(problems('Unique', [{ a: 1, b: 2 }, 3, { b: 2, a: 1 }]), [' uniqueItems must NOT have duplicate items (items ## 0 and 2 are identical)']);
  assert.deepEqual(problems('UniqueTexts', ['__proto__', 'toString', '__proto__']), [' uniqueItems must NOT have duplicate items (items ## 0 and 2 are identical)']);
  assert.deepEqual(problems('Unique', [1, '1', [1], { 1: 1 }, null, true, 'true']), []);
});

test('a list of 100 000 different objects is soon found to have no equal ones', async () => {
  const list = Array.from({ length: 100_000 }, (_, index) => ({ index }));
  assert.ok((await cpuTime(() => assert.deepEqual(problems('Unique', list), []))) < enough);
});

test('a choice within itself, 250 levels deep with one mistake at the end, is tried once at each level', async () => {
  let value: unknown = 'wrong';
  for (let level = 0; level < 125; level += 1) value = [{ a: value }];
  assert.ok((await cpuTime(() => assert.equal(problems('Tree', value).length, 1))) < enough);
});
