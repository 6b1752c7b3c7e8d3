import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { emitDecoders } from '../../../generator/emit/decoders/decoders.ts';
import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import type { Parameter, ParameterStyle } from '../../../generator/model/types.ts';
import type { Decode, RawInput, Violation } from '../../../runtime/contract.ts';
import { anApi, anOperation, aParameter } from './fixture.ts';
import { loadOutput } from './load-output.ts';

/** What is encoded: OpenAPI 3.1, "Style Examples", as the URI templates of RFC 6570 write it. */
type Value = string | readonly string[] | Readonly<Record<string, string>>;
type Encode = (name: string, value: Value, explode: boolean) => string;

const encoded = encodeURIComponent;
const pairs = (value: Value, between: string) =>
  Object.entries(value).map(([key, text]) => encoded(key) + between + encoded(text));
const joined = (value: Value, separator: string, explode: boolean): string => {
  if (typeof value === 'string') return encoded(value);
  if (Array.isArray(value)) return (value as readonly string[]).map(encoded).join(separator);
  return pairs(value, explode ? '=' : separator).join(separator);
};

const encoders: Readonly<Record<string, Encode>> = {
  simple: (_, value, explode) => joined(value, ',', explode),
  label: (_, value, explode) => `.${joined(value, explode ? '.' : ',', explode)}`,
  matrix: (name, value, explode) => {
    if (!explode || typeof value === 'string') return `;${name}=${joined(value, ',', false)}`;
    return Array.isArray(value)
      ? (value as readonly string[]).map((text) => `;${name}=${encoded(text)}`).join('')
      : `;${pairs(value, '=').join(';')}`;
  },
  form: (name, value, explode) => {
    if (!explode || typeof value === 'string') return `${name}=${joined(value, ',', false)}`;
    return Array.isArray(value)
      ? (value as readonly string[]).map((text) => `${name}=${encoded(text)}`).join('&')
      : pairs(value, '=').join('&');
  },
  spaceDelimited: (name, value) => `${name}=${joined(value, '%20', false)}`,
  pipeDelimited: (name, value) => `${name}=${joined(value, '|', false)}`,
  deepObject: (name, value) =>
    Object.entries(value)
      .map(([key, text]) => `${encoded(`${name}[${key}]`)}=${encoded(text)}`)
      .join('&'),
};

const schemas: Readonly<Record<string, JsonSchema>> = {
  text: { type: 'string' },
  list: { type: 'array', items: { type: 'string' } },
  object: { type: 'object', additionalProperties: { type: 'string' } },
};

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
/** A label cannot hold a dot when it is exploded, nor a delimited list its own delimiter: those are not encodable. */
const plain = text.map((value) => value.replace(/[. |]/g, ''));
const key = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const values: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  text: plain,
  list: fc.array(plain, { minLength: 1, maxLength: 4 }),
  object: fc.dictionary(key, plain, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
};

interface Row {
  readonly place: Parameter['in'];
  readonly style: ParameterStyle;
  readonly kinds: readonly string[];
  readonly explodes: readonly boolean[];
}

const table: readonly Row[] = [
  { place: 'path', style: 'simple', kinds: ['text', 'list', 'object'], explodes: [false, true] },
  { place: 'path', style: 'label', kinds: ['text', 'list', 'object'], explodes: [false, true] },
  { place: 'path', style: 'matrix', kinds: ['text', 'list', 'object'], explodes: [false, true] },
  { place: 'query', style: 'form', kinds: ['text', 'list', 'object'], explodes: [false, true] },
  { place: 'query', style: 'spaceDelimited', kinds: ['list', 'object'], explodes: [false] },
  { place: 'query', style: 'pipeDelimited', kinds: ['list', 'object'], explodes: [false] },
  { place: 'query', style: 'deepObject', kinds: ['object'], explodes: [true] },
  { place: 'cookie', style: 'form', kinds: ['text', 'list', 'object'], explodes: [false] },
];

function rawOf(place: Parameter['in'], written: string): RawInput {
  return {
    path: place === 'path' ? [written] : [],
    query: place === 'query' ? written : '',
    headers: {},
    cookie: place === 'cookie' ? written : '',
  };
}

for (const { place, style, kinds, explodes } of table) {
  for (const kind of kinds) {
    for (const explode of explodes) {
      test(`what is written in style ${style}${explode ? ', exploded,' : ''} in a ${place} is read as the same ${kind}`, async () => {
        const parameter = aParameter({ name: 'p', in: place, style, explode, schema: schemas[kind] ?? true });
        const files = emitDecoders(
          anApi({ operations: [anOperation({ id: 'get', path: place === 'path' ? '/{p}' : '/', parameters: [parameter] })] }),
        );
        const { decodeGet } = (await loadOutput(files, 'decoders.ts')) as { decodeGet: Decode };
        fc.assert(
          fc.property(values[kind] ?? fc.constant(''), (value) => {
            const violations: Violation[] = [];
            const input = decodeGet(rawOf(place, encoders[style]?.('p', value, explode) ?? ''), violations);
            assert.deepEqual({ ...input.path, ...input.query, ...input.cookies }, { p: value });
            assert.deepEqual(violations, []);
          }),
          { numRuns: 200 },
        );
      });
    }
  }
}

test('numbers are read as the numbers that were written', async () => {
  const files = emitDecoders(
    anApi({
      operations: [
        anOperation({
          id: 'get',
          parameters: [aParameter({ name: 'p', in: 'query', schema: { type: 'array', items: { type: 'number' } } })],
        }),
      ],
    }),
  );
  const { decodeGet } = (await loadOutput(files, 'decoders.ts')) as { decodeGet: Decode };
  fc.assert(
    fc.property(
      fc.array(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        { minLength: 1 },
      ),
      (numbers) => {
        const { query } = decodeGet(
          rawOf('query', numbers.map((number) => `p=${encodeURIComponent(String(number))}`).join('&')),
          [],
        );
        assert.deepEqual(query, { p: numbers.map((number) => (number === 0 ? 0 : number)) });
      },
    ),
  );
});

test('no query whatever makes a decoder throw or report outside its parameters', async () => {
  const parameters = [
    aParameter({
      name: 'a',
      in: 'query',
      style: 'deepObject',
      explode: true,
      schema: { type: 'object', properties: { b: { type: 'integer' } } },
    }),
    aParameter({ name: 'b', in: 'query', explode: false, schema: { type: 'array', items: { type: 'integer' } } }),
    aParameter({ name: 'c', in: 'query', contentType: 'application/json' }),
  ];
  const { decodeGet } = (await loadOutput(
    emitDecoders(anApi({ operations: [anOperation({ id: 'get', parameters })] })),
    'decoders.ts',
  )) as { decodeGet: Decode };
  const piece = fc.constantFrom('a', 'b', 'c', 'a[b]', 'a[', ']', '=', '&', '%', '%ff', '%5B', '+', ',', '__proto__', '1', '{');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      (query) => {
        const violations: Violation[] = [];
        decodeGet({ path: [], query, headers: {}, cookie: query }, violations);
        assert.ok(
          violations.every(
            ({ in: part, keyword, pointer }) => part === 'query' && keyword === 'style' && /^\/[abc](\/|$)/.test(pointer),
          ),
        );
      },
    ),
    { numRuns: 1000 },
  );
});
