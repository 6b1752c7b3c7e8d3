import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitFieldDecoders } from '../../../generator/emit/fields/field-decoders.ts';
import { checkedSchema } from '../../../generator/emit/checked-schema.ts';
import { emitRoutes } from '../../../generator/emit/routes.ts';
import type { BodyField, Content } from '../../../generator/model/types.ts';
import { QueryPairs, type DecodeFields, type Violation } from '../../../runtime/index.ts';
import { decodeFields } from '../../../runtime/body/fields/decode-fields.ts';
import { PartPairs } from '../../../runtime/body/multipart/part-pairs.ts';
import { aBody, aContent, aField, aHeader, anApi, anOperation, aSchema, shapeOf } from './fixture.ts';
import { loadOutput } from './load-output.ts';

const fields: BodyField[] = [
  aField({ name: 'age', shape: shapeOf({ type: 'integer' }) }),
  aField({ name: 'tags', isList: true, shape: shapeOf({ type: 'array', items: { type: 'number' } }) }),
  aField({ name: 'codes', isList: true, explode: false, shape: shapeOf({ type: 'array', items: { type: 'string' } }) }),
  aField({ name: 'meta', as: 'json', shape: shapeOf({ type: 'object' }) }),
  aField({ name: 'rows', as: 'json', isList: true, shape: shapeOf({ type: 'array', items: { type: 'object' } }) }),
  aField({
    name: 'filter',
    style: 'deepObject',
    shape: shapeOf({ type: 'object', properties: { min: { type: 'integer' }, list: { type: 'array', items: { type: 'object', properties: { on: { type: 'boolean' } } } } } }),
  }),
];

function apiWith(content: Partial<Content>) {
  const body = aBody({ contents: [aContent({ mediaType: 'application/x-www-form-urlencoded', codec: 'form', fields, ...content })] });
  return anApi({ operations: [anOperation({ id: 'putPet', method: 'put', body })] });
}

test('a decoder goes through the pairs once', () => {
  const [output] = emitFieldDecoders(apiWith({ fields: fields.slice(0, 2), others: shapeOf({ type: 'boolean' }) }));
  assert.equal(output?.path, 'fields.ts');
  assert.equal(
    output.text.slice(output.text.indexOf('import')),
    `import { type DecodeFields, addOther, presentFields, reportDuplicate, toBoolean, toInteger, toNumber } from 'specwright/runtime';

export const decodePutPetBody: DecodeFields = (pairs, violations) => {
  let ageQuery: unknown;
  let tagsQuery: unknown[] | undefined;
  const others: Record<string, unknown> = {};
  while (pairs.next()) {
    if (pairs.isNamed('age')) {
      if (ageQuery === undefined) ageQuery = toInteger(pairs.text('/age', violations));
      else reportDuplicate('query', '/age', violations);
    } else if (pairs.isNamed('tags')) {
      (tagsQuery ??= []).push(toNumber(pairs.text('/tags', violations)));
    } else {
      const name = pairs.name();
      addOther(others, name, toBoolean(pairs.text('', violations)));
    }
  }
  return presentFields(others, { age: ageQuery, tags: tagsQuery });
};
`,
  );
});

test('texts become what the schema says, whether they come in a form or in parts', async () => {
  const { decodePutPetBody } = (await loadOutput(emitFieldDecoders(apiWith({})), 'fields.ts')) as { decodePutPetBody: DecodeFields };
  const pairs: [string, string][] = [
    ['age', '7'], ['tags', '1'], ['tags', '2.5'], ['codes', 'a,b c'], ['meta', '{"a":[1]}'], ['rows', '{"a":1}'], ['rows', '{}'],
    ['filter[min]', '3'], ['filter[list][0][on]', 'true'], ['filter[list][2][on]', 'x'], ['filter[other]', '1'], ['x y', '1'], ['x y', '2'],
  ];
  const expected = {
    age: 7, tags: [1, 2.5], codes: ['a', 'b c'], meta: { a: [1] }, rows: [{ a: 1 }, {}],
    filter: { min: 3, list: [{ on: true }, { on: 'x' }], other: '1' }, 'x y': ['1', '2'],
  };
  const query = new URLSearchParams(pairs).toString().replaceAll('%2C', ',');
  assert.deepEqual(decodeFields(decodePutPetBody, new QueryPairs(query)), { fields: expected, violations: [] });
  const parts = new PartPairs(pairs.map(([name, text]) => ({ name, text })));
  assert.deepEqual(decodeFields(decodePutPetBody, parts), { fields: expected, violations: [] });
  assert.deepEqual(decodeFields(decodePutPetBody, new QueryPairs('')), { fields: {}, violations: [] });
});

test('what cannot be decoded is a violation of the body', async () => {
  const { decodePutPetBody } = (await loadOutput(emitFieldDecoders(apiWith({})), 'fields.ts')) as { decodePutPetBody: DecodeFields };
  const said = (query: string) =>
    decodeFields(decodePutPetBody, new QueryPairs(query)).violations.map((found: Violation) => `${found.in} ${found.pointer} ${found.message}`);
  assert.deepEqual(said('age=1&age=2'), ['body /age must be given only once']);
  assert.deepEqual(said('meta={'), ['body /meta must be JSON']);
  assert.deepEqual(said('filter[a=1'), ['body /filter must be written as name[key]']);
  assert.deepEqual(said('filter[a]=1&filter[a][b]=2'), ['body /filter must be given only once']);
  assert.deepEqual(said('age=%zz'), ['body /age must be percent-encoded UTF-8']);
  assert.deepEqual(said(`filter${'[a]'.repeat(40)}=1`), ['body /filter must be written as name[key]']);
});

test('names that every object inherits are fields like others', async () => {
  const { decodePutPetBody } = (await loadOutput(emitFieldDecoders(apiWith({ fields: [] })), 'fields.ts')) as { decodePutPetBody: DecodeFields };
  const { fields: found } = decodeFields(decodePutPetBody, new QueryPairs('toString=1&__proto__=2'));
  assert.deepEqual(Object.entries(found), [['toString', '1'], ['__proto__', '2']]);
});

test('a row says how the parts of a multipart body are read', () => {
  const parts = [
    aField({ name: 'name' }),
    aField({ name: 'meta', as: 'json' }),
    aField({ name: 'photo', as: 'file', isList: true, mediaTypes: ['image/*'], maxBytes: 10, headers: [aHeader({ name: 'X-Rate', schema: { type: 'integer' } })] }),
  ];
  const text = emitRoutes(apiWith({ mediaType: 'multipart/form-data', codec: 'multipart', fields: parts }))[0]?.text ?? '';
  assert.ok(
    text.includes(
      "{ mediaType: 'multipart/form-data', codec: 'multipart', validate: itemsValidators.putPetBody, decode: decodePutPetBody, parts: { meta: { as: 'json', isList: false, mediaTypes: [] }, photo: { as: 'file', isList: true, mediaTypes: ['image/*'], maxBytes: 10, headers: { 'x-rate': { types: ['integer'] } }, validateHeaders: itemsValidators.putPetBodyPart3Headers } } }",
    ),
    text,
  );
  assert.match(text, /import \{ decodePutPetBody \} from '\.\/fields\.ts';/);
  assert.match(text, /import \{ decodeNothing \} from 'specwright\/runtime';/);
});

test('files are not checked as texts, however deep their property stands', () => {
  const content = aContent({
    codec: 'multipart',
    schema: { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { docs: { type: 'array', maxItems: 2, items: { type: 'string' } } } },
    fields: [aField({ name: 'photo', as: 'file' }), aField({ name: 'docs', as: 'file', isList: true }), aField({ name: 'name' })],
  });
  const Base = { type: 'object', required: ['photo'], properties: { photo: { type: 'string', format: 'binary' }, name: { type: 'string' } } };
  assert.deepEqual(checkedSchema(anApi({ schemas: [aSchema('Base', Base)] }), content), {
    allOf: [{ type: 'object', required: ['photo'], properties: { photo: true, name: { type: 'string' } } }],
    properties: { docs: { type: 'array', maxItems: 2 } },
  });
});
