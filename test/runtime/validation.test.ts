import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OperationRow, RunningService, Violation } from 'specwright/runtime';
import { operation, startService, takesJson } from './test-service.ts';

const input = {
  properties: {
    path: { properties: { id: { pattern: '^[a-z]+$' } } },
    query: { properties: { limit: { type: 'integer', maximum: 10 } }, required: ['limit'] },
    headers: { properties: { 'x-trace': { maxLength: 3 } } },
  },
};

const person = {
  type: 'object',
  required: ['email', 'name'],
  additionalProperties: false,
  properties: { email: { type: 'string' }, name: { type: 'string', minLength: 2 }, 'a/b~c': { type: 'number' }, tags: { items: { type: 'string' } } },
};

/** As generated decoders do it: what cannot be decoded is reported, and stays as text. */
function withDecoder(row: OperationRow): OperationRow {
  return {
    ...row,
    decode: (raw, violations) => {
      const decoded = row.decode(raw, violations);
      if (decoded.query['limit'] === 'odd') violations.push({ in: 'query', pointer: '/limit', keyword: 'style', message: 'is no integer' });
      return decoded;
    },
  };
}

describe('validation', () => {
  let service: RunningService;

  before(async () => {
    const row = operation({ path: '/people/{id}', method: 'post', input, body: takesJson(person), captures: { path: 1, query: true, headers: ['x-trace'], cookies: false } });
    const list = operation({ path: '/list', method: 'post', body: takesJson({ items: { type: 'string' } }) });
    service = await startService([[withDecoder(row), () => ({ status: 200, body: 'called' })], [list, () => ({ status: 200, body: 'called' })]]);
  });

  after(() => service.close());

  async function violations(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Violation[]> {
    const response = await fetch(service.url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
    const answer = await response.json() as { error?: string; violations?: Violation[] };
    assert.equal(response.status, 422, JSON.stringify(answer));
    return answer.violations ?? [];
  }

  const places = (list: readonly Violation[]): string[] => list.map(({ in: part, pointer, keyword }) => `${part} ${pointer} ${keyword}`).sort();

  it('tells every violation of path, query, headers and body at once', async () => {
    const found = await violations('/people/1?limit=11', { email: 1, tags: ['x', 2] }, { 'x-trace': 'long' });
    assert.deepEqual(places(found), [
      'body /email type', 'body /name required', 'body /tags/1 type', 'header /x-trace maxLength', 'path /id pattern', 'query /limit maximum',
    ]);
  });

  it('says what is wrong in words, with the numbers of the schema', async () => {
    const [violation] = await violations('/people/a?limit=11', { email: '', name: 'xx' });
    assert.deepEqual(violation, { in: 'query', pointer: '/limit', keyword: 'maximum', message: 'must be <= 10', params: { comparison: '<=', limit: 10 } });
  });

  it('does not call an integer none that is only too long for a number', async () => {
    const messageFor = async (limit: string) => (await violations(`/people/a?limit=${limit}`, { email: '', name: 'xx' })).map(({ keyword, message }) => `${keyword}: ${message}`);
    assert.deepEqual(await messageFor('-9007199254740993'), ['type: must be an integer from -9007199254740991 to 9007199254740991; generated with "int64: bigint", one of 64 bits']);
    assert.deepEqual(await messageFor('-9007199254740993x'), ['type: must be integer']);
  });

  it('points at a property that is missing, and at one that should not be', async () => {
    assert.deepEqual(places(await violations('/people/a', { email: '', name: 'xx' })), ['query /limit required']);
    assert.deepEqual(places(await violations('/people/a?limit=1', { email: '', name: 'xx', odd: 1 })), ['body /odd additionalProperties']);
  });

  it('writes names with slashes and tildes as a JSON Pointer does', async () => {
    assert.deepEqual(places(await violations('/people/a?limit=1', { email: '', name: 'xx', 'a/b~c': 'x' })), ['body /a~1b~0c type']);
    assert.deepEqual(places(await violations('/people/a?limit=1', { email: '', name: 'xx', '~/': 'x' })), ['body /~0~1 additionalProperties']);
  });

  it('points at the whole body when that has the wrong type', async () => {
    assert.deepEqual(places(await violations('/people/a?limit=1', [])), ['body  type']);
  });

  it('reports text that cannot be decoded once, not again as a wrong type', async () => {
    assert.deepEqual(places(await violations('/people/a?limit=odd', { email: '', name: 'xx' })), ['query /limit style']);
  });

  it('tells no more violations than the setting allows', async () => {
    assert.equal((await violations('/list', Array.from({ length: 400 }, () => 1))).length, 100);
  });
});
