import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SchemaFingerprints } from '../../../generator/model/schema-fingerprints.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import type { NamedSchema } from '../../../generator/model/types.ts';

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function fingerprint(schema: JsonSchema, components: Record<string, JsonSchema>): string {
  const named = Object.entries(components).map(([name, component]): NamedSchema => {
    return { kind: 'schema', name, typeName: name, schema: component, at: { file: '', line: 1, column: 1, pointer: '' } };
  });
  return new SchemaFingerprints(named).of(schema);
}

test('a fingerprint changes with anything that the schema refers to, however far', () => {
  const components = { A: { items: to('B') }, B: { not: to('C') }, C: { type: 'string' } };
  const before = fingerprint(to('A'), components);
  assert.notEqual(fingerprint(to('A'), { ...components, C: { type: 'number' } }), before);
  assert.equal(fingerprint(to('A'), { ...components, D: { type: 'number' } }), before);
});

test('components that refer to each other have fingerprints', () => {
  const components = { A: { items: to('B') }, B: { items: to('A') } };
  assert.notEqual(fingerprint(to('A'), components), fingerprint(to('B'), components));
});
