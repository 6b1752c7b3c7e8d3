import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import { multipleKeyword } from '../../../generator/model/multiple-keyword.ts';
import { uniqueItemsKeyword } from '../../../generator/model/unique-items-keyword.ts';
import type { NamedSchema } from '../../../generator/model/types.ts';
import type { Validate } from '../../../runtime/contract.ts';
import { aBody, aContent, anApi, anOperation, aSchema } from './fixture.ts';
import { loadOutput } from './load-output.ts';

/**
 * Ajv as it comes: what is valid, and where no choice is involved the very errors. But for `multipleOf`, where it is wrong about
 * large numbers and decimal fractions, and `uniqueItems`, where it tells of another pair.
 */
function plainAjv(components: readonly NamedSchema[] = []): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, strictNumbers: true });
  addFormats.default(ajv);
  for (const own of [multipleKeyword, uniqueItemsKeyword]) ajv.removeKeyword(String(own.keyword)).addKeyword(own);
  for (const { name, schema } of components) ajv.addSchema(schema, `#/components/schemas/${name}`);
  return ajv;
}

const schemas: Readonly<Record<string, JsonSchema>> = {
  combined: {
    anyOf: [
      { type: 'string', maxLength: 2 },
      { allOf: [{ type: 'number' }, { not: { multipleOf: 2 } }] },
      { type: 'array', items: { type: 'null' } },
    ],
  },
  conditional: {
    if: { type: 'object', required: ['a'] },
    then: { properties: { a: { enum: [1, null, 'x'] } } },
    else: { type: ['string', 'boolean'] },
  },
  lists: {
    type: 'array',
    prefixItems: [{ type: 'integer' }],
    items: { type: 'string', pattern: '^[a-z]' },
    contains: { const: 'a' },
    minItems: 1,
    uniqueItems: true,
  },
  objects: {
    type: 'object',
    properties: { a: { type: 'integer', minimum: 0 }, 'b/c': { type: 'string', minLength: 1 } },
    patternProperties: { '^x': { type: 'boolean' } },
    additionalProperties: { type: 'array', maxItems: 2 },
    dependentRequired: { a: ['b/c'] },
    propertyNames: { maxLength: 3 },
    maxProperties: 4,
  },
  exclusive: {
    oneOf: [
      { type: 'integer', exclusiveMinimum: 3 },
      { type: 'number', exclusiveMaximum: 5 },
    ],
  },
  unevaluated: {
    type: 'object',
    allOf: [{ properties: { a: true } }],
    anyOf: [{ required: ['b'], properties: { b: true } }, true],
    unevaluatedProperties: { type: 'string' },
  },
};

const key = fc.constantFrom('a', 'b', 'b/c', 'x', 'xy', 'long name');
const leaf = fc.oneof(fc.constantFrom(null, true, '', 'a', 'abc', 'x', 1, 2, 4, -1, 1.5), fc.double({ noNaN: true }));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

for (const [name, schema] of Object.entries(schemas)) {
  test(`tidied code takes what Ajv takes, and finds the very errors where nothing is chosen: ${name}`, async () => {
    const operation = anOperation({ id: 'echo', body: aBody({ contents: [aContent({ schema })] }) });
    const { echoBody } = (await loadOutput(emitValidators(anApi({ operations: [operation] })), 'validators/items.js')) as {
      echoBody: Validate;
    };
    const validate = plainAjv().compile(schema);
    const hasChoice = /"(anyOf|oneOf)"/.test(JSON.stringify(schema));
    fc.assert(
      fc.property(value, (data) => {
        assert.equal(echoBody(data), validate(data));
        if (!hasChoice) assert.deepEqual(echoBody.errors, validate.errors);
      }),
      { numRuns: 500 },
    );
  });
}

test('references find the same errors at the same places, also in branches and in themselves', async () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const components = [
    aSchema('Tree', { type: 'object', properties: { a: ref('Leaf'), b: { type: 'array', items: ref('Tree') }, 'b/c': ref('Tree') } }),
    aSchema('Leaf', { type: ['integer', 'null'], minimum: 0, multipleOf: 2, not: { const: 4 } }),
    aSchema('Either', { allOf: [ref('Leaf'), { not: ref('Tree') }] }),
  ];
  const schema = { allOf: [ref('Tree'), { additionalProperties: ref('Either') }], patternProperties: { '^x': ref('Leaf') } };
  const operation = anOperation({ id: 'echo', body: aBody({ contents: [aContent({ schema })] }) });
  const files = emitValidators(anApi({ operations: [operation], schemas: components }));
  const { echoBody } = (await loadOutput(files, 'validators/items.js')) as { echoBody: Validate };
  const validate = plainAjv(components).compile(schema);
  const places = (errors: Validate['errors']) => errors?.map(({ instancePath, keyword, message }) => [instancePath, keyword, message]);
  fc.assert(
    fc.property(value, (data) => {
      assert.equal(echoBody(data), validate(data));
      assert.deepEqual(places(echoBody.errors), places(validate.errors));
    }),
    { numRuns: 2000 },
  );
});
