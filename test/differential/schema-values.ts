import fc from 'fast-check';
import type { Schema } from './oracle.ts';

/** Values that a schema allows, as far as its plain keywords tell; nearly always valid, and small. */
export function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf({ ...without(schema, 'oneOf', 'anyOf'), ...choice }, depth)));
  if (Array.isArray(schema['allOf']))
    return valuesOf(Object.assign(without(schema, 'allOf'), ...(schema['allOf'] as Schema[])) as Schema, depth);
  const types = [schema['type'] ?? ['string', 'integer', 'boolean']].flat() as string[];
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, depth)));
}

function without(schema: Schema, ...names: readonly string[]): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)));
}

function valuesOfType(type: string, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer({ min: limit(schema, 'minimum', -1000), max: limit(schema, 'maximum', 1000) });
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return lists(schema, depth);
    default:
      return objects(schema, depth);
  }
}

function limit(schema: Schema, keyword: string, fallback: number): number {
  const value = schema[keyword];
  return typeof value === 'number' ? value : fallback;
}

const formats: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  uuid: () => fc.uuid(),
  email: () => fc.constantFrom('ada@example.com', 'grace.hopper+navy@mail.example.org'),
  'date-time': () => fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()),
  date: () =>
    fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
};

function texts(schema: Schema): fc.Arbitrary<string> {
  const format = formats[schema['format'] as string];
  if (format) return format();
  if (typeof schema['pattern'] === 'string') return fc.stringMatching(new RegExp(schema['pattern'], 'u'));
  const size = { minLength: limit(schema, 'minLength', 0), maxLength: Math.min(limit(schema, 'maxLength', 8), 12) };
  return fc.oneof(
    fc.string({ ...size, unit: fc.constantFrom(...'abcXYZ019-_') }),
    fc.string({ ...size, unit: 'grapheme' }),
    fc.string({ ...size, unit: fc.constantFrom(...delimiters) }),
  );
}

/** Characters that mean something in one style or another. */
const delimiters = ' ,;|.=&+%"#?/[]{}:';

/** Halves, so that they are exact. */
function numbers(schema: Schema): fc.Arbitrary<number> {
  const low = limit(schema, 'minimum', limit(schema, 'exclusiveMinimum', -50) + 0.5);
  const high = limit(schema, 'maximum', 50);
  return fc.integer({ min: Math.ceil(low * 2), max: Math.floor(high * 2) }).map((half) => half / 2);
}

function lists(schema: Schema, depth: number): fc.Arbitrary<unknown[]> {
  const minLength = limit(schema, 'minItems', 0);
  const maxLength = depth > 2 ? minLength : Math.min(limit(schema, 'maxItems', 3), 4);
  if (Array.isArray(schema['prefixItems']))
    return fc.tuple(...(schema['prefixItems'] as Schema[]).map((item) => valuesOf(item, depth + 1)));
  const items = valuesOf((schema['items'] as Schema | undefined) ?? {}, depth + 1);
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(items, { minLength, maxLength })
    : fc.array(items, { minLength, maxLength });
}

function objects(schema: Schema, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).filter(
    ([, part]) => depth < 3 || part['type'] !== 'array',
  );
  const requiredKeys = ((schema['required'] ?? []) as string[]).filter((name) => properties.some(([known]) => known === name));
  const known = fc.record(Object.fromEntries(properties.map(([name, part]) => [name, valuesOf(part, depth + 1)])), {
    requiredKeys,
  });
  const more = schema['additionalProperties'];
  if (more === false || schema['unevaluatedProperties'] === false || (properties.length > 0 && more === undefined)) return known;
  const others = fc.dictionary(
    fc.constantFrom('a', 'b2', 'über', 'x-y', 'name'),
    valuesOf(typeof more === 'object' ? (more as Schema) : { type: 'string' }, depth + 1),
    {
      minKeys: limit(schema, 'minProperties', 0),
      maxKeys: limit(schema, 'maxProperties', 3),
    },
  );
  return fc.tuple(known, others).map(([a, b]) => ({ ...b, ...a }));
}
