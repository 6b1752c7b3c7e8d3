import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { DocumentTree } from '../../../../generator/commands/mock/document-tree.ts';
import { Sampler } from '../../../../generator/commands/mock/sample/sampler.ts';
import { SchemaStore } from '../../../../generator/commands/mock/schema-store.ts';
import { writeDocuments } from './toys.ts';

/** What each can do wrong by itself; every one has a value. */
const schemas: Readonly<Record<string, unknown>> = {
  bounds: { type: 'integer', minimum: 10, exclusiveMaximum: 12, multipleOf: 11 },
  beyond: { type: 'integer', minimum: -9223372036854775808, maximum: 9007199254740991, not: { maximum: -9007199254740992 } },
  fraction: { type: 'number', exclusiveMinimum: 0, maximum: 0.001 },
  negative: { type: 'number', maximum: -5, multipleOf: 0.5 },
  length: { type: 'string', minLength: 40, maxLength: 41 },
  pattern: { type: 'string', pattern: '^(?=.*\\d)[a-z\\d]{3,6}$', minLength: 5 },
  backreference: { type: 'string', pattern: '^(\\w)-\\1$' },
  unicode: { type: 'string', pattern: '^\\p{Lu}[^\\s]{2}$' },
  formats: { type: 'array', prefixItems: ['date', 'date-time', 'time', 'uuid', 'email', 'uri', 'ipv4', 'ipv6', 'hostname', 'byte', 'duration', 'json-pointer'].map((format) => ({ type: 'string', format })), minItems: 12, items: false },
  decimal: { type: 'string', format: 'decimal', pattern: '^[0-9.]+$' },
  enumeration: { enum: [{ a: 1 }, [2]], type: 'array' },
  unique: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 4 }, minItems: 4, uniqueItems: true },
  contains: { type: 'array', contains: { const: 7 }, minContains: 2, items: { type: 'integer' } },
  required: { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' } }, additionalProperties: { type: 'integer' } },
  minProperties: { type: 'object', minProperties: 3, propertyNames: { pattern: '^x-[a-z]{4}$' } },
  maxProperties: { type: 'object', maxProperties: 1, properties: { a: true, b: true, c: true }, required: ['c'] },
  patternProperties: { type: 'object', patternProperties: { '^n': { type: 'number' } }, additionalProperties: false, minProperties: 2 },
  allOf: { allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'integer', minimum: 5 } } }, { properties: { a: { maximum: 5 }, b: { type: 'string' } } }] },
  closedParts: { allOf: [{ properties: { a: { type: 'string' } }, additionalProperties: false }, { properties: { b: { type: 'string' } } }], type: 'object' },
  oneOf: { oneOf: [{ type: 'object', properties: { a: { type: 'string' } } }, { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'string' } } }] },
  narrowedBranch: { type: 'object', required: ['kind'], properties: { kind: { const: 'b' } }, oneOf: [{ properties: { kind: { const: 'a' } } }, { required: ['size'], properties: { kind: { const: 'b' }, size: { type: 'integer' } } }] },
  not: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, not: { required: ['a', 'b'] } },
  condition: { type: 'object', properties: { a: { const: 1 }, b: { type: 'integer' } }, if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { required: ['b'], properties: { b: { minimum: 100 } } } },
  dependent: { type: 'object', properties: { card: { type: 'string' } }, dependentRequired: { card: ['name'] }, dependentSchemas: { card: { properties: { name: { type: 'string', minLength: 9 } } } } },
  unevaluated: { allOf: [{ properties: { a: { type: 'string' } } }], properties: { b: { type: 'string' } }, unevaluatedProperties: false, required: ['a', 'b'] },
  cat: { type: 'object', required: ['kind', 'lives'], properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } },
  dog: { type: 'object', required: ['kind', 'name'], properties: { kind: { const: 'dog' }, name: { type: 'string' } } },
  pet: { oneOf: [{ $ref: '#/schemas/cat' }, { $ref: '#/schemas/dog' }], discriminator: { propertyName: 'kind' } },
  list: { type: 'object', required: ['next'], properties: { next: { oneOf: [{ $ref: '#/schemas/list' }, { type: 'string' }] } } },
  mutual: { type: 'object', required: ['items'], properties: { items: { type: 'array', items: { $ref: '#/schemas/mutual' } }, parent: { $ref: '#/schemas/mutual' } } },
  wrongExample: { type: 'object', example: { a: 'x' }, required: ['a'], properties: { a: { type: 'integer' } } },
  wrongInnerExample: { type: 'object', properties: { a: { type: 'integer', example: 'ten' }, b: { type: 'string', example: 'kept' } } },
  odd: { type: 'object', required: ['__proto__', 'toString'], properties: { toString: { type: 'integer' } } },
};

const { folder, remove } = writeDocuments({ 'schemas.json': JSON.stringify({ openapi: '3.1.0', schemas }) });
const tree = new DocumentTree(`${folder}/schemas.json`, folder, (message) => assert.fail(message));
const store = new SchemaStore(tree);
const names = Object.keys(schemas);
const schemaOf = (name: string) => store.schemaAt(tree.member(tree.member(tree.root, 'schemas'), name)!, 'response');
remove();

/** A compiler that has nothing to do with the mock's. */
const oracle = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(oracle);
oracle.addSchema({ $id: 'https://test.example/all', schemas });

for (const name of names)
  test(`data is valid by its schema whatever the seed: ${name}`, () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const { value, faults } = new Sampler(store, seed).sample(schemaOf(name), name, { examples: true });
      assert.deepEqual(faults, []);
      const validate = oracle.getSchema(`https://test.example/all#/schemas/${name}`)!;
      assert.ok(validate(value), `${JSON.stringify(value)}: ${oracle.errorsText(validate.errors)}`);
    }
  });

test('the same seed gives the same data', () => {
  const all = () => names.map((name) => new Sampler(store, 'same').sample(schemaOf(name), name, { examples: true }).value);
  assert.deepEqual(all(), all());
});

test('an example that is wrong by itself is not taken, one beside it is', () => {
  const { value } = new Sampler(store, 'a').sample(schemaOf('wrongInnerExample'), '', { examples: true });
  assert.equal((value as { b: string }).b, 'kept');
});

test('a schema that nothing keeps to is said to have no data', () => {
  const { faults } = new Sampler(store, 'a').sample({ type: 'string', allOf: [{ type: 'integer' }] }, '', { examples: true });
  assert.ok(faults.length > 0);
});

test('numbers keep to the range of their format, and texts to patterns of other languages', () => {
  const sample = (schema: Record<string, unknown>) => new Sampler(store, 'a').sample(schema, '', { examples: true }).value;
  assert.equal(sample({ type: 'number', format: 'uint8', multipleOf: 200, exclusiveMinimum: 0 }), 200);
  assert.match(String(sample({ type: 'string', pattern: '\\A[[:alpha:]]{2}\\z' })), /^[A-Za-z]{2}$/);
});

test('of branches that a discriminator tells apart only the one that was meant is reported', () => {
  const faults = (value: unknown) => store.errors(schemaOf('pet'), value).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  assert.deepEqual(faults({ kind: 'cat', lives: 'nine' }), ['/lives type']);
  assert.deepEqual(faults({ kind: 'dog' }), [' required']);
  assert.deepEqual(faults({ kind: 'cow' }), ['/kind enum']);
});
