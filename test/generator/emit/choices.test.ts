import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { emitPrintedTypes } from '../../../generator/emit/printed-types.ts';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import type { Validate } from '../../../runtime/contract.ts';
import { aBody, aContent, anApi, anOperation, aSchema } from './fixture.ts';
import { apiOf } from '../contract-folder.ts';
import { loadOutput } from './load-output.ts';

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** One module of validators for all cases of this file. */
const components: Readonly<Record<string, JsonSchema>> = {
  Cat: { type: 'object', required: ['kind', 'meows'], properties: { kind: { type: 'string' }, meows: { type: 'boolean' } } },
  Dog: { type: 'object', required: ['kind', 'barks'], properties: { kind: { type: 'string' }, barks: { type: 'boolean' } } },
  Bird: {
    allOf: [ref('Named'), { type: 'object', required: ['kind'], properties: { kind: { const: 'bird' }, wings: { type: 'integer', default: 2 } } }],
  },
  Fish: { type: 'object', required: ['kind'], properties: { kind: { enum: ['fish', 'shark'] }, fins: { type: 'integer', minimum: 1 } } },
  Lit: { type: 'object', required: ['lit', 'watt'], properties: { lit: { type: 'boolean' }, watt: { type: 'integer' } } },
  Dark: { type: 'object', required: ['lit'], properties: { lit: { type: 'boolean' } } },
  Named: { type: 'object', properties: { name: { type: 'string' } } },
  Loose: { type: 'object', properties: { kind: { const: 'loose' }, size: { type: 'integer' } } },
};

const schemas = {
  mapped: {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } },
  },
  implied: { anyOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } },
  listed: { oneOf: [ref('Bird'), ref('Fish')], discriminator: { propertyName: 'kind' } },
  fallback: {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: '#/components/schemas/Cat' },
      defaultMapping: '#/components/schemas/Dog',
    },
  },
  typed: { oneOf: [ref('Lit'), ref('Dark')], discriminator: { propertyName: 'lit', mapping: { true: '#/components/schemas/Lit', false: '#/components/schemas/Dark' } } },
  evident: { oneOf: [ref('Bird'), ref('Fish'), { type: 'null' }] },
  optional: { anyOf: [ref('Fish'), ref('Loose')] },
  types: { anyOf: [{ type: 'string', minLength: 2 }, { type: 'array', items: { type: 'integer' } }, ref('Fish')] },
  plain: {
    anyOf: [
      { type: 'object', required: ['a', 'b', 'c'], properties: { a: { type: 'string' } } },
      { type: 'object', required: ['a', 'd'], properties: { a: { type: 'string' } } },
    ],
  },
  tied: { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
  nested: { type: 'object', properties: { 'x/y': { type: 'array', items: { oneOf: [ref('Bird'), ref('Fish')] } } } },
  within: { oneOf: [{ oneOf: [ref('Bird'), ref('Fish')] }, ref('Loose')] },
  asked: { not: { oneOf: [ref('Bird'), ref('Fish')] } },
} satisfies Record<string, JsonSchema>;

type Name = keyof typeof schemas;

async function validators(): Promise<Record<Name, Validate>> {
  const operations = Object.entries(schemas).map(([id, schema]) => anOperation({ id, body: aBody({ contents: [aContent({ schema })] }) }));
  const api = anApi({ operations, schemas: Object.entries(components).map(([name, schema]) => aSchema(name, schema)) });
  const loaded = (await loadOutput(emitValidators(api), 'validators/items.js')) as Record<string, Validate>;
  return Object.fromEntries(Object.keys(schemas).map((id) => [id, loaded[`${id}Body`]])) as Record<Name, Validate>;
}

const loaded = validators();

async function problems(name: Name, value: unknown): Promise<string[]> {
  const validate = (await loaded)[name];
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, keyword, message }) => `${instancePath} ${keyword}: ${message}`);
}

const cases: readonly [sentence: string, name: Name, value: unknown, problems: readonly string[]][] = [
  ['only the mapped branch is reported', 'mapped', { kind: 'cat', barks: 1 }, [" required: must have required property 'meows'"]],
  ['a mapped branch decides, whatever else would fit', 'mapped', { kind: 'cat', barks: true }, [" required: must have required property 'meows'"]],
  ['a value that fits several branches is of the mapped one', 'mapped', { kind: 'dog', barks: true, meows: true }, []],
  ['a value that is mapped to nothing is told the values', 'mapped', { kind: 'Cat' }, ['/kind discriminator: must be one of "cat", "dog"']],
  ['without the property it is missing', 'mapped', { barks: true }, [" required: must have required property 'kind'"]],
  ['another type than all branches have is one violation', 'mapped', 5, [' type: must be object']],
  ['without a mapping the names of components count', 'implied', { kind: 'Dog' }, [" required: must have required property 'barks'"]],
  ['without a mapping no other values count', 'implied', { kind: 'dog' }, ['/kind discriminator: must be one of "Cat", "Dog"']],
  ['values that branches list themselves count', 'listed', { kind: 'shark', fins: 0 }, ['/fins minimum: must be >= 1']],
  ['the default mapping takes all other values', 'fallback', { kind: 'wolf', barks: 1 }, ['/barks type: must be boolean']],
  ['the default mapping takes what has no value', 'fallback', { barks: true }, [" required: must have required property 'kind'"]],
  ['what is mapped as a text is said in the type of the property', 'typed', { lit: true }, [" required: must have required property 'watt'"]],
  ['what is mapped as a text is another branch by another value', 'typed', { lit: false }, []],
  ['a constant in each branch is as good as a discriminator', 'evident', { kind: 'bird', name: 7 }, ['/name type: must be string']],
  ['a constant in no branch is told the values', 'evident', { kind: 'cow' }, ['/kind enum: must be one of "bird", "fish", "shark"']],
  ['null has a branch of its own', 'evident', null, []],
  ['no branch for numbers', 'evident', 3, [' type: must be object or null']],
  ['a tag that is there tells, though it is optional', 'optional', { kind: 'loose', size: 'x' }, ['/size type: must be integer']],
  ['a missing optional tag leaves the nearest branch', 'optional', {}, []],
  ['the type of the value tells branches apart', 'types', 'x', [' minLength: must NOT have fewer than 2 characters']],
  ['errors within the branch of the type', 'types', [1, 'x'], ['/1 type: must be integer']],
  ['of branches that cannot be told apart the nearest is reported', 'plain', { a: 1, d: 1 }, ['/a type: must be string']],
  [
    'branches that are equally near become one violation',
    'tied',
    {},
    [" oneOf: must match exactly one schema in oneOf: must have required property 'a', or must have required property 'b'"],
  ],
  ['more than one of oneOf', 'tied', { a: 1, b: 1 }, [' oneOf: must match exactly one schema in oneOf']],
  ['places within lists and names with slashes', 'nested', { 'x/y': [{ kind: 'fish' }, { kind: 'cow' }] }, ['/x~1y/1/kind enum: must be one of "bird", "fish", "shark"']],
  ['choices within choices', 'within', { kind: 'shark', fins: 0 }, ['/fins minimum: must be >= 1']],
  ['under not only validity counts', 'asked', { kind: 'bird' }, [' not: must NOT be valid']],
];
for (const [sentence, name, value, expected] of cases) {
  test(`${sentence}: ${name} ${JSON.stringify(value)}`, async () => {
    assert.deepEqual(await problems(name, value), expected);
  });
}

test('defaults are filled in within the branch that is certain, and in no other', async () => {
  const { evident, mapped, optional } = await loaded;
  const values = [{ kind: 'bird' }, { kind: 'fish' }];
  assert.deepEqual([values.map(evident), values], [[true, true], [{ kind: 'bird', wings: 2 }, { kind: 'fish' }]]);
  const cat = { kind: 'cat', meows: true };
  assert.deepEqual([mapped(cat), cat], [true, { kind: 'cat', meows: true }]);
  const loose = {};
  assert.deepEqual([optional(loose), loose], [true, {}]);
});

const tags = fc.constantFrom('bird', 'fish', 'shark', 'loose', 'cow', 1, null);
const value = fc.oneof(
  fc.constantFrom(null, 1, 'x', 'long', true, [], [1], ['x']),
  fc.record(
    { kind: tags, name: fc.constantFrom('x', 1), fins: fc.constantFrom(0, 1), size: fc.constantFrom(1, 'x'), a: fc.constantFrom('x', 1), b: fc.boolean(), d: fc.boolean() },
    { requiredKeys: [] },
  ),
);

for (const name of ['evident', 'optional', 'types', 'plain', 'tied', 'nested', 'within', 'asked'] as const) {
  test(`what is valid is what JSON Schema says: ${name}`, async () => {
    const ajv = new Ajv2020({ strict: false });
    for (const [component, schema] of Object.entries(components)) ajv.addSchema(schema, `#/components/schemas/${component}`);
    const expected = ajv.compile(schemas[name] as object);
    const validate = (await loaded)[name];
    fc.assert(
      fc.property(value, fc.boolean(), (data, isInside) => {
        const tried = isInside ? { 'x/y': [data] } : data;
        assert.equal(validate(structuredClone(tried)), expected(tried));
        assert.equal((validate.errors ?? []).length > 0, !expected(tried));
      }),
      { numRuns: 300 },
    );
  });
}

test('the branch of all other values may be given by its name, and its type says nothing of the property', async () => {
  const api = await apiOf(`openapi: 3.2.0
info: {title: Pets, version: '1'}
paths: {/pets: {post: {operationId: add, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: Added}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/cat-1'}, {$ref: '#/components/schemas/other-1'}], discriminator: {propertyName: kind, mapping: {cat: cat-1}, defaultMapping: other-1}}
    cat-1: {type: object, required: [kind], properties: {kind: {type: string}, id: {type: integer, readOnly: true}}}
    other-1: {type: object, properties: {kind: {type: string}, size: {type: integer}, id: {type: integer, readOnly: true}}}
`);
  const [types] = emitPrintedTypes(api);
  assert.match(types?.text ?? '', /export type Pet = \(\{\n +kind: 'cat';\n\} & Cat1\) \| Other1;/);
  const { addBody } = (await loadOutput(emitValidators(api), 'validators/default.js')) as { addBody: Validate };
  assert.deepEqual([{ kind: 'bird', size: 1 }, { size: 1 }, { kind: 'bird', size: 'x' }, { kind: 'cat', size: 'x' }].map((value) => addBody(value)), [true, true, false, true]);
});
