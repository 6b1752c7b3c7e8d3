import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { emitSerializers } from '../../../generator/emit/serializers/serializers.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import type { Api } from '../../../generator/model/types.ts';
import type { Write } from '../../../runtime/contract.ts';
import { takeBytes } from '../../../runtime/serialize/json-page.ts';
import { aContent, anApi, anOperation, aResponse, aSchema } from './fixture.ts';
import { loadOutput } from './load-output.ts';

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

function answering(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>> = {}): Api {
  const operation = anOperation({ id: 'get', responses: [aResponse({ status: '200', contents: [aContent({ schema })] })] });
  return anApi({ operations: [operation], schemas: Object.entries(components).map(([name, component]) => aSchema(name, component)) });
}

/** What comes over the wire of a value. */
async function serializer(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>> = {}): Promise<(value: unknown) => unknown> {
  const { get200 } = (await loadOutput(emitSerializers(answering(schema, components)), 'serializers/items.js')) as { get200: Write };
  return (value) => JSON.parse(Buffer.from(takeBytes(get200(0, value))).toString()) as unknown;
}

test('prints one straight line for each declared property, and a component once', () => {
  const few = { colour: ref('Colour'), isOpen: { type: ['boolean', 'null'] }, note: {}, size: { enum: Array.from({ length: 20 }, (_, size) => size) } };
  const item = { type: 'object', properties: { id: { type: 'string' }, 'odd-name': { type: 'integer' }, ...few, next: ref('Item') } };
  const files = emitSerializers(answering(ref('Item'), { Item: item, Colour: { type: 'string', enum: ['red', "o'range"] } }));
  assert.deepEqual(files.map(({ path }) => path), ['serializers/items.js', 'serializers/items.d.ts', 'serializers/schemas.js']);
  assert.match(files[0]?.text ?? '', /export \{ writeItem as get200 \} from '\.\/schemas\.js';/);
  assert.equal(files[2]?.text.split('\n\n').at(-1), `export function writeItem(at, value) {
  const data = value?.toJSON === undefined ? value : toPlain(value);
  if (!isObject(data)) return writeAny(at, data);
  let end = at;
  end = writeTextProperty(end, key_1, data.id);
  end = writeNumberProperty(end, key_2, data['odd-name']);
  end = writeKnownProperty(end, known_3, data.colour);
  end = writeKnownProperty(end, known_4, data.isOpen);
  end = writeProperty(end, key_5, data.note);
  end = writeProperty(end, key_6, data.size);
  if (data.next !== undefined) end = writeItem(writeLiteral(end, key_7), data.next);
  return closeObject(at, end);
}
`);
  assert.match(files[2]?.text ?? '', /\nconst known_3 = knownValues\('colour', \['red', 'o\\'range'\]\);\nconst known_4 = knownValues\('isOpen', \[true, false\]\);\n/);
});

test('nothing is printed where the schema says nothing about objects and lists', () => {
  for (const schema of [{}, true, { type: 'string' }, { type: 'object' }, { enum: ['a', null] }, { type: 'object', patternProperties: { a: { type: 'string' } } }] satisfies JsonSchema[])
    assert.deepEqual(emitSerializers(answering(schema)), []);
});

const components: Record<string, JsonSchema> = {
  Tree: { type: 'object', properties: { name: { type: 'string' }, children: { type: 'array', items: ref('Tree') }, extra: {} } },
  Base: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
  Cat: { type: 'object', properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } },
  Dog: { allOf: [ref('Base'), { type: 'object', properties: { kind: { type: 'string', enum: ['dog', 'wolf'] }, good: { type: 'boolean' } } }] },
  Map: { type: 'object', properties: { total: { type: 'integer' } }, additionalProperties: ref('Cat') },
};

const everything: JsonSchema = {
  type: 'object',
  properties: {
    tree: ref('Tree'),
    pet: { oneOf: [ref('Cat'), ref('Dog')] },
    pets: { type: ['array', 'null'], items: { anyOf: [ref('Cat'), ref('Dog'), { type: 'null' }] } },
    map: ref('Map'),
    maybe: { anyOf: [ref('Base'), { type: 'null' }] },
    grid: { type: 'array', items: { type: 'array', items: ref('Base') } },
    closed: { type: 'object', additionalProperties: false, properties: { 'a/b': { type: 'string' }, constructor: { type: 'string' } } },
    inline: { type: 'object', properties: { inline: { type: 'object', properties: { inline: { type: 'number' } } } } },
    oneOfRequired: { type: 'object', properties: { a: {}, b: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
  },
};

type Declared = (value: never) => unknown;
const pick = (value: Record<string, unknown>, parts: Record<string, Declared>): unknown =>
  Object.fromEntries(Object.entries(parts).filter(([name]) => Object.hasOwn(value, name)).map(([name, part]) => [name, part(value[name] as never)]));
const whole: Declared = (value) => value;
const each = (part: Declared): Declared => (value: unknown[]) => value.map((item) => part(item as never));
const orNull = (part: Declared): Declared => (value) => (value === null ? null : part(value));

/** The declared part of a value, written by hand. */
const tree: Declared = (value) => pick(value, { name: whole, children: each(tree), extra: whole });
const cat: Declared = (value) => pick(value, { kind: whole, lives: whole });
const dog: Declared = (value) => pick(value, { id: whole, kind: whole, good: whole });
const base: Declared = (value) => pick(value, { id: whole });
const pet: Declared = (value: { kind: string }) => (value.kind === 'cat' ? cat(value as never) : dog(value as never));
const map: Declared = (value: object) => Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === 'total' ? item : cat(item as never)]));
const declared: Declared = (value) =>
  pick(value, {
    tree, pet, pets: orNull(each(orNull(pet))), map, maybe: orNull(base), grid: each(each(base)), closed: (closed) => pick(closed, { 'a/b': whole, constructor: whole }),
    inline: (outer) => pick(outer, { inline: (inner) => pick(inner, { inline: whole }) }), oneOfRequired: (either) => pick(either, { a: whole, b: whole }),
  });

const leaf = fc.jsonValue({ maxDepth: 1 });
const optional = (parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({ ...parts, undeclared: leaf }, { requiredKeys: [], noNullPrototype: true });
const cats = fc.record({ kind: fc.constant('cat'), lives: fc.integer(), id: leaf });
const dogs = fc.record({ kind: fc.constantFrom('dog', 'wolf'), id: fc.string(), good: fc.boolean(), lives: leaf });
const bases = optional({ id: fc.string({ unit: 'binary' }) });
const { trees } = fc.letrec((tie) => ({ trees: optional({ name: fc.string({ unit: 'binary' }), children: fc.array(tie('trees'), { maxLength: 2 }), extra: leaf }) }));
const values = optional({
  tree: trees,
  pet: fc.oneof(cats, dogs),
  pets: fc.option(fc.array(fc.option(fc.oneof(cats, dogs)))),
  map: fc.dictionary(fc.string({ minLength: 1 }).filter((name) => name !== '__proto__' && name !== 'total'), cats, { noNullPrototype: true }),
  maybe: fc.option(bases),
  grid: fc.array(fc.array(bases)),
  closed: optional({ 'a/b': fc.string(), constructor: fc.string() }),
  inline: optional({ inline: optional({ inline: fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number + 0) }) }),
  oneOfRequired: optional({ a: leaf, b: leaf }),
});

test('what comes over the wire is the declared part of the value, whatever the value', async () => {
  const overTheWire = await serializer(everything, components);
  fc.assert(fc.property(values, (value) => assert.deepEqual(overTheWire(value), JSON.parse(JSON.stringify(declared(value as never))))));
});

test('a value that breaks its schema is written as JSON.stringify writes it', async () => {
  const overTheWire = await serializer(everything, components);
  const names = ['tree', 'pet', 'pets', 'map', 'maybe', 'grid', 'closed', 'inline'];
  const scalars = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.array(fc.string()));
  fc.assert(fc.property(fc.record(Object.fromEntries(names.map((name) => [name, scalars]))), (value) => assert.deepEqual(overTheWire(value), JSON.parse(JSON.stringify(value)))));
  for (const root of [null, 'text', 3, [1, { a: 2 }]]) assert.deepEqual(overTheWire(root), root);
});

test('an object that says by toJSON what it is loses what is not declared all the same', async () => {
  const overTheWire = await serializer(ref('Base'), components);
  assert.deepEqual(overTheWire({ toJSON: () => ({ id: 'x', password: 'secret' }) }), { id: 'x' });
});

test('a component called like a function of the runtime is written by a function of another name', async () => {
  const property = { type: 'object', properties: { any: ref('Any'), name: { type: 'string' } } };
  const overTheWire = await serializer(ref('Property'), { Property: property, Any: { type: 'object', properties: { each: { type: 'string' } } } });
  assert.deepEqual(overTheWire({ name: 'a', any: { each: 'b', none: 1 } }), { name: 'a', any: { each: 'b' } });
});
