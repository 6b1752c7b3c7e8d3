import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import { valueShape } from '../../../generator/model/value-shape.ts';

const components: Record<string, JsonSchema> = {
  Id: { type: 'integer' },
  MaybeId: { anyOf: [{ $ref: 'Id' }, { type: 'null' }] },
  Tree: { type: 'object', properties: { left: { $ref: 'Tree' }, size: { $ref: 'Id' } } },
  Loop: { $ref: 'Loop' },
};
const shape = (schema: JsonSchema) =>
  valueShape(schema, (part) => (typeof part === 'object' ? (components[String(part.$ref)] ?? true) : part));
const types = (schema: JsonSchema) => shape(schema).types;

test('the types that a schema allows, through references and combinations', () => {
  assert.deepEqual(types({ type: ['string', 'null'] }), ['string', 'null']);
  assert.deepEqual(types({ $ref: 'MaybeId' }), ['integer', 'null']);
  assert.deepEqual(types({ oneOf: [{ type: 'boolean' }, { type: 'array' }] }), ['boolean', 'array']);
  assert.deepEqual(types({ allOf: [{ type: ['integer', 'string'] }, { type: 'number' }] }), ['integer']);
  assert.deepEqual(types({ allOf: [{ type: 'string' }, { type: 'number' }] }), []);
  assert.deepEqual(types({ $ref: 'MaybeId', type: 'integer' }), ['integer']);
});

test('an integer is a number', () => {
  assert.deepEqual(types({ anyOf: [{ type: 'integer' }, { type: 'number' }] }), ['number']);
});

test('values that are listed tell the types', () => {
  assert.deepEqual(types({ enum: ['a', 1, null] }), ['string', 'integer', 'null']);
  assert.deepEqual(types({ const: 1.5 }), ['number']);
});

test('a schema that says nothing allows everything, false nothing', () => {
  assert.deepEqual(types({ minLength: 3 }), ['string', 'number', 'boolean', 'array', 'object', 'null']);
  assert.deepEqual(types(false), []);
});

test('what is inside arrays and objects is seen, and merged over allOf', () => {
  assert.deepEqual(shape({ type: 'array', items: { $ref: 'Id' } }), { types: ['array'], items: { types: ['integer'] } });
  const merged = shape({
    type: 'object',
    properties: { a: { type: 'string' } },
    allOf: [{ properties: { b: { type: 'integer' } }, additionalProperties: { type: 'boolean' } }],
  });
  assert.deepEqual(merged, {
    types: ['object'],
    properties: { a: { types: ['string'] }, b: { types: ['integer'] } },
    additionalProperties: { types: ['boolean'] },
  });
});

test('the nearest default counts', () => {
  assert.equal(shape({ allOf: [{ default: 1 }, { default: 2 }], default: 0 }).default, 0);
  assert.equal(shape({ allOf: [{ default: 1 }, { default: 2 }] }).default, 1);
});

test('a schema that contains itself ends', () => {
  const tree = shape({ $ref: 'Tree' });
  assert.deepEqual(tree.properties?.size, { types: ['integer'] });
  assert.equal(tree.properties?.left?.types.length, 6);
  assert.equal(types({ $ref: 'Loop' }).length, 6);
});

test('a property called __proto__ or constructor is a property', () => {
  const properties = JSON.parse('{"__proto__": {"type": "string"}, "constructor": {"type": "integer"}}') as Record<
    string,
    JsonSchema
  >;
  assert.deepEqual(Object.keys(shape({ properties, allOf: [{ properties }] }).properties ?? {}), ['__proto__', 'constructor']);
});
