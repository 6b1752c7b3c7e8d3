import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NegativeSource } from '../../../conformance/data/negatives.ts';
import { Schemas } from '../../../conformance/schema/schemas.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import { openOracle } from './oracle.ts';

function negativesOf(schema: JsonSchema) {
  const at = { file: 'a.yaml', line: 1, column: 1, pointer: '/thing' };
  const schemas = [{ kind: 'schema' as const, name: 'thing', typeName: 'Thing', schema, at }];
  const own = new Schemas({ schemas, document: {} });
  const site = own.target('#/components/schemas/thing');
  return { schemas, negatives: site === undefined ? [] : new NegativeSource(own).negatives([site]) };
}

const thing = {
  type: 'object',
  required: ['name', 'tags'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 2, maxLength: 5, pattern: '^[a-z]*$' },
    age: { type: 'integer', minimum: 0, maximum: 150, multipleOf: 5 },
    tags: { type: 'array', items: { enum: ['a', 'b'] }, minItems: 1, maxItems: 2, uniqueItems: true },
    more: { type: 'object', properties: { at: { type: 'string', format: 'date-time' } }, dependentRequired: { at: ['by'] } },
    pet: { oneOf: [{ type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } }, { type: 'null' }] },
  },
};

test('a negative breaks one word, at the place that it names', () => {
  const found = negativesOf(thing).negatives.map(({ pointer, keyword }) => `${pointer} ${keyword}`);
  const expected = [
    ...[' type', ' required', ' additionalProperties', '/name type', '/name minLength', '/name maxLength', '/name pattern'],
    ...['/age type', '/age minimum', '/age maximum', '/age multipleOf', '/tags type', '/tags minItems', '/tags uniqueItems', '/tags/0 enum'],
    ...['/more type', '/more dependentRequired'],
  ];
  for (const each of expected) assert.ok(found.includes(each), `${each} is not among ${found.join(', ')}`);
});

test('another validator refuses every negative', async () => {
  const { schemas, negatives } = negativesOf(thing);
  const oracle = openOracle(schemas);
  for (const { value, keyword } of negatives.filter((each) => each.keyword !== 'format')) assert.equal(await oracle.accepts('thing', value), false, `${keyword} ${JSON.stringify(value)}`);
  oracle.close();
});

test('what takes everything has no negatives', () => {
  assert.deepEqual(negativesOf({}).negatives, []);
});
