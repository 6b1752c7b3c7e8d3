import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { Subsumption } from '../../../conformance/diff/subsumption/subsumption.ts';
import { SchemaKeys } from '../../../conformance/schema/schema-keys.ts';
import { Schemas } from '../../../conformance/schema/schemas.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import { narrow, schemaArbitrary, type PlainSchema } from './random-schemas.ts';

const runs = { numRuns: 60, seed: 20240229 };

function lost(old: JsonSchema, next: JsonSchema) {
  const [before, now] = [new Schemas({ schemas: [], document: {} }), new Schemas({ schemas: [], document: {} })];
  const subsumption = new Subsumption(before, now, new SchemaKeys([before, now]));
  const site = (schema: JsonSchema) => [{ schema, file: 'a.yaml', pointer: '' }];
  return subsumption.breaks(site(old), site(next));
}

/** An Ajv of its own: nothing of ours has a say in it. */
function accepts(schema: PlainSchema, value: unknown): boolean {
  return new Ajv2020({ strict: false }).validate(schema, value);
}

test('a schema takes nothing from itself, written in any way', () => {
  fc.assert(
    fc.property(schemaArbitrary, (schema) => {
      assert.deepEqual(lost(schema, structuredClone(schema)), []);
      assert.deepEqual(lost(schema, { allOf: [{ anyOf: [schema, schema] }] }), []);
      assert.deepEqual(lost({ allOf: [schema, true] }, schema), []);
    }),
    runs,
  );
});

test('a random narrowing is found, its witness is true, and the way back loses nothing', () => {
  fc.assert(
    fc.property(schemaArbitrary, fc.nat(1000), (schema, choice) => {
      const narrower = narrow(schema, choice);
      fc.pre(narrower !== undefined);
      const found = lost(schema, narrower);
      assert.ok(found.length > 0, 'nothing was found');
      for (const { value } of found) {
        assert.equal(accepts(schema, value), true, `${JSON.stringify(value)} was never accepted`);
        assert.equal(accepts(narrower, value), false, `${JSON.stringify(value)} is still accepted`);
      }
      assert.deepEqual(lost(narrower, schema), []);
    }),
    runs,
  );
});
