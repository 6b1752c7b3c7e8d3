import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { operationPlan } from '../../../generator/emit/client/request-plan.ts';
import { emitDecoders, operationDecoder } from '../../../generator/emit/decoders/decoders.ts';
import { requestPreparer, type RequestPlan } from '../../../runtime/client/for-generated-code.ts';
import type { Decode, RawInput, Violation } from '../../../runtime/contract.ts';
import { apiOf } from '../contract-folder.ts';
import { loadOutput } from './load-output.ts';

/** What a parameter is, and values of it. */
interface Kind {
  readonly schema: object;
  readonly values: fc.Arbitrary<unknown>;
}

const text = fc.string({ unit: 'grapheme', maxLength: 6 });
const word = text.filter((value) => value !== '' && value.trim() === value);
const integer = fc.integer();
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0) && !Number.isInteger(value));
const single: Readonly<Record<string, Kind>> = {
  text: { schema: { type: 'string' }, values: word },
  integer: { schema: { type: 'integer' }, values: integer },
  number: { schema: { type: 'number' }, values: number },
  boolean: { schema: { type: 'boolean' }, values: fc.boolean() },
  'integer or null': { schema: { type: ['integer', 'null'] }, values: fc.option(integer) },
};
const lists = mapKinds(single, (name, { schema, values }) => [
  `list of ${name}`,
  { schema: { type: 'array', items: schema }, values: fc.array(values, { minLength: 1, maxLength: 4 }) },
]);
const closed: Kind = {
  schema: { type: 'object', properties: { a: { type: 'integer' }, 'b c': { type: 'string' }, d: { type: 'boolean' } }, additionalProperties: false },
  values: filled(fc.record({ a: integer, 'b c': word, d: fc.boolean() }, { requiredKeys: [], noNullPrototype: true })),
};
const open: Kind = {
  schema: { type: 'object', additionalProperties: { type: 'integer' } },
  values: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), integer, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
};
/** Told apart by what stands between keys and values; other styles say which it is by themselves, or cannot. */
const mixed: Readonly<Record<string, Kind>> = {
  'integer or object': { schema: { oneOf: [{ type: 'integer' }, closed.schema] }, values: fc.oneof(integer, closed.values) },
};
const flat = { ...single, ...lists, object: closed, 'open object': open };
const nested: Readonly<Record<string, Kind>> = {
  'list of texts': { schema: { type: 'array', items: { type: 'string' } }, values: fc.array(text, { minLength: 1, maxLength: 4 }) },
  'time or range': {
    schema: { anyOf: [{ type: 'object', properties: { gte: { type: 'integer' }, lt: { type: 'integer' } } }, { type: 'integer' }] },
    values: fc.oneof(integer, filled(fc.record({ gte: integer, lt: integer }, { requiredKeys: [], noNullPrototype: true }))),
  },
  'object of objects and lists': {
    schema: {
      type: 'object',
      properties: {
        size: closed.schema,
        tags: { type: 'array', items: { type: 'string' } },
        items: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' }, names: { type: 'array', items: { type: 'string' } } } } },
        grid: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
      },
      additionalProperties: open.schema,
    },
    values: filled(
      fc.record(
        {
          size: closed.values,
          tags: fc.array(text, { minLength: 1, maxLength: 3 }),
          items: fc.array(fc.record({ price: number, names: fc.array(text, { minLength: 1, maxLength: 2 }) }, { noNullPrototype: true }), { minLength: 1, maxLength: 3 }),
          grid: fc.array(fc.array(integer, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
          more: open.values,
        },
        { requiredKeys: [], noNullPrototype: true },
      ),
    ),
  },
};
const spread: Readonly<Record<string, Kind>> = {
  'object with a list': {
    schema: { type: 'object', properties: { ids: { type: 'array', items: { type: 'integer' } }, name: { type: 'string' } } },
    values: filled(fc.record({ ids: fc.array(integer, { minLength: 1, maxLength: 3 }), name: text }, { requiredKeys: [], noNullPrototype: true })),
  },
};

function mapKinds(kinds: Readonly<Record<string, Kind>>, map: (name: string, kind: Kind) => [string, Kind]): Record<string, Kind> {
  return Object.fromEntries(Object.entries(kinds).map(([name, kind]) => map(name, kind)));
}

/** An object without properties has no text. */
function filled(objects: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return objects.filter((value) => Object.keys(value).length > 0);
}

/** What can stand in a cookie as it is; percent signs mean nothing. */
const bite = fc.stringMatching(/^[a-z0-9%+.]{1,6}$/);
const baked: Readonly<Record<string, Kind>> = {
  text: { schema: { type: 'string' }, values: bite },
  integer: { schema: { type: 'integer' }, values: integer },
  'list of texts': { schema: { type: 'array', items: { type: 'string' } }, values: fc.array(bite, { minLength: 1, maxLength: 4 }) },
  object: { schema: { type: 'object', properties: { a: { type: 'integer' }, 'b%': { type: 'string' } } }, values: filled(fc.record({ a: integer, 'b%': bite }, { requiredKeys: [], noNullPrototype: true })) },
};

interface Case {
  readonly place: 'path' | 'query' | 'header' | 'cookie';
  readonly form: object;
  readonly kinds: Readonly<Record<string, Kind>>;
}

const several = { ...lists, object: closed, 'open object': open };
const cases: readonly Case[] = [
  ...['simple', 'label', 'matrix'].flatMap((style) => [true, false].map((explode) => ({ place: 'path', form: { style, explode }, kinds: style === 'simple' ? { ...flat, ...mixed } : flat }) as const)),
  { place: 'query', form: { style: 'form', explode: true }, kinds: { ...flat, ...mixed, ...spread } },
  { place: 'query', form: { style: 'form', explode: false }, kinds: { ...flat, ...mixed } },
  { place: 'query', form: { style: 'form', explode: false, allowReserved: true }, kinds: flat },
  { place: 'query', form: { style: 'spaceDelimited', explode: false }, kinds: several },
  { place: 'query', form: { style: 'pipeDelimited', explode: false }, kinds: several },
  { place: 'query', form: { style: 'deepObject', explode: true }, kinds: { object: closed, 'open object': open, ...nested } },
  ...[true, false].map((explode) => ({ place: 'header', form: { style: 'simple', explode }, kinds: { ...flat, ...mixed } }) as const),
  { place: 'cookie', form: { style: 'form', explode: true }, kinds: { ...single, object: closed } },
  { place: 'cookie', form: { style: 'form', explode: false }, kinds: flat },
  { place: 'cookie', form: { style: 'cookie', explode: true }, kinds: baked },
  { place: 'cookie', form: { style: 'cookie', explode: false }, kinds: baked },
  ...(['path', 'query', 'header', 'cookie'] as const).map((place) => ({ place, form: {}, kinds: { ...flat, ...nested, content: closed } })),
];

const rows = cases.flatMap(({ place, form, kinds }) =>
  Object.entries(kinds).map(([name, kind]) => ({ place, form, name, kind, isJson: Object.keys(form).length === 0 })),
).map((row, index) => ({ ...row, id: `get${index}` }));

type Row = (typeof rows)[number];
let plans: Readonly<Record<string, RequestPlan>>;
let decoders: Readonly<Record<string, Decode>>;

before(async () => {
  const { operations, ...api } = await apiOf(JSON.stringify({
    openapi: '3.2.0',
    info: { title: 'Styles', version: '1' },
    paths: Object.fromEntries(rows.map((row) => [`/${row.id}${row.place === 'path' ? '/{p}' : ''}`, { get: toOperation(row) }])),
  }));
  const plan = `export const plans = { ${operations.map((operation) => `${operation.id}: ${operationPlan(operation)}`).join(',\n')} };\n`;
  const names = operations.map((operation) => `${operation.id}: all.${operationDecoder(operation)}`);
  const files = emitDecoders({ ...api, operations });
  const imports = files.map(({ path }, index) => `import * as part${index} from './${path}';\n`).join('');
  const all = `const all = { ${files.map((_, index) => `...part${index}`).join(', ')} };\n`;
  const index = { path: 'index.ts', text: `${imports}${all}${plan}export const decoders = { ${names.join(', ')} };\n` };
  const module = await loadOutput([...files, index], 'index.ts');
  ({ plans, decoders } = module as { plans: typeof plans; decoders: typeof decoders });
});

function toOperation({ id, place, form, kind, isJson }: Row): object {
  const described = isJson ? { content: { 'application/json': { schema: kind.schema } } } : { ...form, schema: kind.schema };
  return { operationId: id, parameters: [{ name: 'p', in: place, required: true, ...described }], responses: { 204: { description: 'None' } } };
}

const prepare = requestPreparer({}, {});

async function send({ id, place }: Row, value: unknown): Promise<RawInput> {
  const places = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const;
  const { url, headers } = await prepare(plans[id] as RequestPlan, { [places[place]]: { p: value } });
  const [, path = '', , query = ''] = /^([^?]*)(\?(.*))?$/s.exec(url) ?? [];
  return { path: [path.slice(id.length + 2)], query, headers: { p: headers['p'] }, cookie: headers['cookie'] ?? '' };
}

for (const row of rows) {
  const { place, form, name, kind, isJson } = row;
  test(`a ${name} in a ${place} ${isJson ? 'as JSON' : JSON.stringify(form)} arrives as it was sent, or the client says that it cannot be sent`, async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(kind.values, async (value) => {
        const raw = await send(row, value).catch((error: unknown) => (assert.ok(error instanceof TypeError, String(error)), undefined));
        if (raw === undefined) return;
        sent += 1;
        const violations: Violation[] = [];
        const { path, query, headers, cookies } = (decoders[row.id] as Decode)(raw, violations);
        assert.deepEqual({ ...path, ...query, ...headers, ...cookies }, { p: value }, JSON.stringify(raw));
        assert.deepEqual(violations, []);
      }),
      { numRuns: 60 },
    );
    assert.ok(sent > 0, 'no value could be sent');
  });
}
