import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { HeaderForm, RunningService } from 'specwright/runtime';
import { readHeader } from '../../../runtime/client/read-header.ts';
import { headerTexts } from '../../../runtime/response/header-text.ts';
import { compile, operation, startService } from '../test-service.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const scalar = fc.oneof(fc.integer(), fc.boolean(), word.filter((text) => !/^(true|false|null)$/.test(text)));
const types = ['integer', 'boolean'] as const;

const roundTrip = (form: HeaderForm, value: unknown): unknown => readHeader(headerTexts('x', value, form).join(', '), form);

describe('a header of any form', () => {
  it('is read as what was written', () => {
    fc.assert(fc.property(scalar, fc.array(scalar, { minLength: 1 }), fc.dictionary(word, scalar), fc.jsonValue(), (single, list, fields, json) => {
      assert.deepEqual(roundTrip({ types }, single), single);
      assert.deepEqual(roundTrip({ as: 'list', types }, list), list);
      for (const explode of [true, false]) assert.deepEqual(roundTrip({ as: 'fields', explode, others: types }, fields), { ...fields });
      assert.deepEqual(roundTrip({ as: 'json' }, json), JSON.parse(JSON.stringify(json)));
    }));
  });

  it('is an ASCII text where it is JSON', () => {
    assert.deepEqual(headerTexts('x', { name: 'Zoë 🦊\n' }, { as: 'json' }), ['{"name":"Zo\\u00eb \\ud83e\\udd8a\\n"}']);
  });

  it('stays a text where it is none', () => {
    assert.equal(readHeader('a,1,b', { as: 'fields' }), 'a,1,b');
    assert.equal(readHeader('a,b=1', { as: 'fields', explode: true }), 'a,b=1');
    assert.equal(readHeader('{', { as: 'json' }), '{');
    assert.equal(readHeader('12345678901234567890', { types: ['integer'] }), '12345678901234567890');
    assert.deepEqual(readHeader('', { as: 'list' }), []);
  });
});

describe('headers of an answer', () => {
  const object = { type: 'object', required: ['size'], properties: { size: { type: 'integer' }, sort: { type: 'string' } } };
  const declared = { 'x-page': object, 'x-rates': { type: 'array', items: { type: 'integer' } }, 'x-json': object, 'x-plain': object };
  const handlers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    good: { 'X-Page': { size: 2, sort: 'up' }, 'x-rates': [1, 2], 'x-json': { size: 3, sort: 'ü' } },
    wrong: { 'x-page': { size: 'many' } },
    missing: { 'x-json': { sort: 'up' } },
    comma: { 'x-page': { size: 2, sort: 'a,b' } },
    shapeless: { 'x-plain': { size: 1 } },
  };
  let service: RunningService;

  before(async () => {
    const headerForms: Readonly<Record<string, HeaderForm>> = { 'x-page': { as: 'fields', explode: true }, 'x-rates': { as: 'list', types: ['integer'] }, 'x-json': { as: 'json' } };
    const row = { content: [], headers: Object.keys(declared), validateHeaders: compile({ properties: declared }), headerForms };
    service = await startService(
      Object.entries(handlers).map(([name, headers]) => [operation({ path: `/${name}`, responses: { '2XX': row } }), () => ({ status: 204, headers })] as const),
    );
  });
  after(() => service.close());

  const answer = (name: string): Promise<Response> => fetch(`${service.url}/${name}`);

  it('are written as the contract describes them', async () => {
    const { status, headers } = await answer('good');
    assert.equal(status, 204);
    assert.deepEqual([headers.get('x-page'), headers.get('x-rates'), headers.get('x-json')], ['size=2,sort=up', '1, 2', '{"size":3,"sort":"\\u00fc"}']);
  });

  it('are checked as values, whatever the letter case of their names', async () => {
    assert.equal((await answer('wrong')).status, 500);
    assert.equal((await answer('missing')).status, 500);
  });

  it('are not sent where nobody could read them', async () => {
    assert.equal((await answer('comma')).status, 500);
    assert.equal((await answer('shapeless')).status, 500);
  });
});
