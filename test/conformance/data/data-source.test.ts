import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DataSource } from '../../../conformance/data/data-source.ts';
import { Schemas } from '../../../conformance/schema/schemas.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import { loadApi } from '../../../generator/model/load-api.ts';
import type { NamedSchema } from '../../../generator/model/types.ts';
import { corpusFolder } from '../../corpus/documents.ts';
import { openOracle } from './oracle.ts';

const at = { file: 'a.yaml', line: 1, column: 1, pointer: '' };

function named(schemas: Readonly<Record<string, JsonSchema>>): NamedSchema[] {
  return Object.entries(schemas).map(([name, schema]) => ({ kind: 'schema', name, typeName: name, schema, at: { ...at, pointer: `/${name}` } }));
}

/** Everything that is made of a schema. */
function sample(schemas: Schemas, name: string, numRuns: number): unknown[] {
  const site = schemas.target(`#/components/schemas/${name}`);
  const arbitrary = site && new DataSource(schemas).arbitrary([site]);
  assert.ok(arbitrary, `nothing was made of ${name}`);
  return fc.sample(arbitrary, { numRuns, seed: 7 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
}

const keywords: Readonly<Record<string, JsonSchema>> = {
  bounds: { type: 'integer', exclusiveMinimum: -3, maximum: 9, multipleOf: 3 },
  fractions: { type: 'number', minimum: 0.1, exclusiveMaximum: 0.5, multipleOf: 0.05 },
  pattern: { type: 'string', pattern: '^[A-Z]{2}-\\d{3,5}$', maxLength: 7 },
  length: { type: 'string', minLength: 3, maxLength: 4 },
  union: { type: ['string', 'null', 'boolean', 'array'], maxLength: 1, maxItems: 0 },
  tuple: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: { type: 'boolean' }, minItems: 2 },
  unique: { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 2 },
  contains: { type: 'array', items: { type: 'integer' }, contains: { minimum: 100 }, minContains: 2, maxContains: 3 },
  closed: { type: 'object', properties: { a: { const: 1 } }, additionalProperties: false, required: ['a'] },
  map: { type: 'object', propertyNames: { pattern: '^[a-z]+$' }, additionalProperties: { type: 'integer' }, minProperties: 2, maxProperties: 4 },
  patterned: { type: 'object', patternProperties: { '^x-': { type: 'integer' } }, additionalProperties: false },
  dependent: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, dependentRequired: { a: ['b'] }, dependentSchemas: { b: { required: ['c'] } } },
  unevaluated: { type: 'object', allOf: [{ properties: { a: { type: 'string' } } }], properties: { b: { type: 'integer' } }, unevaluatedProperties: false },
  allOf: { allOf: [{ type: 'object', required: ['a'] }, { properties: { a: { type: 'integer', minimum: 5 } } }, { properties: { a: { maximum: 6 } } }] },
  oneOf: { oneOf: [{ type: 'integer', multipleOf: 3 }, { type: 'integer', multipleOf: 5 }] },
  not: { type: 'string', not: { enum: ['a', '', '0'] } },
  condition: { type: 'object', properties: { kind: { enum: ['x', 'y'] }, n: { type: 'integer' } }, required: ['kind'], if: { properties: { kind: { const: 'x' } } }, then: { required: ['n'] }, else: { properties: { n: false } } },
  tree: { type: 'object', required: ['children'], properties: { children: { type: 'array', items: { $ref: '#/components/schemas/tree' } } } },
  filter: { type: 'object', properties: { all: { type: 'array', minItems: 1, items: { oneOf: [{ $ref: '#/components/schemas/filter' }, { $ref: '#/components/schemas/any' }] } } } },
  any: { type: 'object', required: ['any'], properties: { any: { type: 'array', minItems: 1, items: { oneOf: [{ $ref: '#/components/schemas/filter' }, { $ref: '#/components/schemas/any' }] } } } },
  tagged: { oneOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }], discriminator: { propertyName: 'kind' } },
  cat: { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } },
  dog: { type: 'object', required: ['kind', 'name'], properties: { kind: { const: 'dog' }, name: { type: 'string', format: 'email' } } },
};

describe('what is made of a schema is valid by an oracle that shares nothing with our validators', () => {
  const schemas = named(keywords);
  const own = new Schemas({ schemas, document: {} });
  for (const name of Object.keys(keywords)) {
    test(name, async () => {
      const oracle = openOracle(schemas);
      for (const value of sample(own, name, 60)) assert.ok(await oracle.accepts(name, value), JSON.stringify(value));
      oracle.close();
    });
  }
});

test('values differ, have further properties only where these are described, and are nested no deeper than is useful', () => {
  const own = new Schemas({ schemas: named(keywords), document: {} });
  assert.ok(new Set(sample(own, 'bounds', 60)).size >= 4);
  assert.deepEqual(new Set(sample(own, 'closed', 20).flatMap((value) => Object.keys(value as object))), new Set(['a']));
  const depth = (value: unknown): number => (Array.isArray(value) ? 1 + Math.max(0, ...value.map(depth)) : typeof value === 'object' && value !== null ? depth(Object.values(value)) : 0);
  const depths = sample(own, 'tree', 30).map(depth);
  assert.ok(Math.max(...depths) > 2 && Math.max(...depths) < 20, String(depths));
});

test('a schema that nothing satisfies gives nothing', () => {
  const own = new Schemas({ schemas: named({ never: { type: 'string', enum: [1] } }), document: {} });
  const site = own.target('#/components/schemas/never');
  assert.equal(site && new DataSource(own).arbitrary([site]), undefined);
});

const corpus = corpusFolder();
const documents = ['openapi/examples/heyapi-3.1.x-full.yaml', 'openapi/examples/ogen-positive/sample.json', 'openapi/examples/orval-regressions.yaml'];

test('schemas of the corpus', { skip: corpus === undefined && 'the corpus is not here' }, async (context) => {
  const files = documents.map((file) => path.join(corpus ?? '', file));
  let made = 0;
  for (const file of files) {
    const loaded = await loadApi(file, { cache: false, lenient: true }).catch(() => undefined);
    if (loaded === undefined) continue;
    const [own, oracle] = [new Schemas(loaded.api), openOracle(loaded.api.schemas)];
    const source = new DataSource(own);
    for (const { name } of loaded.api.schemas) {
      const site = own.target(`#/components/schemas/${name}`);
      const arbitrary = site && source.arbitrary([site]);
      for (const value of arbitrary === undefined ? [] : fc.sample(arbitrary, { numRuns: 3, seed: 7 })) {
        made++;
        assert.ok(await oracle.accepts(name, JSON.parse(JSON.stringify(value))), `${file} ${name} ${JSON.stringify(value)}`);
      }
    }
    oracle.close();
  }
  context.diagnostic(`${made} values`);
  assert.ok(made > 100, 'the documents were refused');
});
