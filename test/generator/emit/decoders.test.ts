import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitDecoders } from '../../../generator/emit/decoders/decoders.ts';
import type { Parameter } from '../../../generator/model/types.ts';
import type { Decode, RawInput, Violation } from '../../../runtime/contract.ts';
import { anApi, anOperation, aParameter } from './fixture.ts';
import { loadOutput } from './load-output.ts';

function emitted(parameters: readonly Parameter[], path = '/items'): string {
  return emitDecoders(anApi({ operations: [anOperation({ id: 'get', path, parameters })] }))[0]?.text ?? '';
}

async function decoder(parameters: readonly Parameter[], path?: string): Promise<(raw: Partial<RawInput>) => object> {
  const files = emitDecoders(anApi({ operations: [anOperation({ id: 'get', path: path ?? '/items', parameters })] }));
  const { decodeGet } = (await loadOutput(files, 'decoders.ts')) as { decodeGet: Decode };
  return (raw) => {
    const violations: Violation[] = [];
    const {
      path: inPath,
      query,
      headers,
      cookies,
    } = decodeGet({ path: [], query: '', headers: {}, cookie: '', ...raw }, violations);
    return {
      ...inPath,
      ...query,
      ...headers,
      ...cookies,
      ...(violations.length > 0
        ? { violations: violations.map(({ in: part, pointer, keyword }) => `${part} ${pointer} ${keyword}`) }
        : {}),
    };
  };
}

const list = { type: 'array', items: { type: 'integer' } };

test('prints straight-line code: one pass over the query, one branch for each name', () => {
  const parameters = [
    aParameter({ name: 'id', in: 'path' }),
    aParameter({ name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } }),
    aParameter({ name: 'tag', in: 'query', schema: list }),
  ];
  assert.equal(
    emitted(parameters, '/items/{id}').split('\n\n').slice(1).join('\n\n'),
    `export const decodeGet: Decode = (raw, violations) => {
  let limitQuery: unknown;
  let tagQuery: unknown[] | undefined;
  for (const pairs = new QueryPairs(raw.query); pairs.next(); ) {
    if (pairs.isNamed('limit')) {
      if (limitQuery === undefined) limitQuery = toInteger(pairs.text('/limit', violations));
      else reportDuplicate('query', '/limit', violations);
    } else if (pairs.isNamed('tag')) {
      (tagQuery ??= []).push(toInteger(pairs.text('/tag', violations)));
    }
  }
  return {
    path: { id: pathText(raw.path[0] ?? '', '/id', violations) },
    query: { limit: limitQuery === undefined ? 20 : limitQuery, tag: tagQuery },
    headers: noParameters,
    cookies: noParameters,
  };
};
`,
  );
});

test('an operation without parameters has no decoder of its own', () => {
  assert.deepEqual(emitDecoders(anApi({ operations: [anOperation({ id: 'get' })] })), []);
});

test('path parameters are found by their place in the template', async () => {
  const decode = await decoder(
    [aParameter({ name: 'b', in: 'path' }), aParameter({ name: 'a', in: 'path', schema: { type: 'integer' } })],
    '/{a}/x/{b}',
  );
  assert.deepEqual(decode({ path: ['7', 'x%20y'] }), { b: 'x y', a: 7 });
});

test('types are read from text; what is no number stays text for the validator', async () => {
  const decode = await decoder([
    aParameter({ name: 'n', in: 'query', schema: { type: 'number' } }),
    aParameter({ name: 'b', in: 'query', schema: { type: 'boolean' } }),
    aParameter({ name: 'm', in: 'query', schema: { type: ['integer', 'null'] } }),
    aParameter({ name: 's', in: 'query' }),
  ]);
  assert.deepEqual(decode({ query: 'n=1.5&b=true&m=null&s=12' }), { n: 1.5, b: true, m: null, s: '12' });
  assert.deepEqual(decode({ query: 'n=x&b=yes&m=' }), { n: 'x', b: 'yes', m: '', s: undefined });
});

test('defaults stand in for what is absent, not for what is empty', async () => {
  const decode = await decoder([
    aParameter({ name: 'q', in: 'query', schema: { type: 'string', default: 'all' } }),
    aParameter({ name: 'X-Mode', in: 'header', schema: { type: 'string', default: 'fast' } }),
  ]);
  assert.deepEqual(decode({}), { q: 'all', 'x-mode': 'fast' });
  assert.deepEqual(decode({ query: 'q=', headers: { 'x-mode': 'slow' } }), { q: '', 'x-mode': 'slow' });
});

test('undeclared query parameters are ignored', async () => {
  const decode = await decoder([aParameter({ name: 'q', in: 'query' })]);
  assert.deepEqual(decode({ query: 'x=1&q=2&__proto__=3' }), { q: '2' });
});

test('a parameter that is no list may be given only once', async () => {
  const decode = await decoder([
    aParameter({ name: 'q', in: 'query' }),
    aParameter({ name: 'l', in: 'query', explode: false, schema: list }),
  ]);
  assert.deepEqual(decode({ query: 'q=1&q=2&q=3&l=1&l=2' }), {
    q: '1',
    l: [1],
    violations: ['query /q style', 'query /l style'],
  });
});

test('an encoded name is the name', async () => {
  const decode = await decoder([aParameter({ name: 'a b', in: 'query' })]);
  assert.deepEqual(decode({ query: 'a%20b=1' }), { 'a b': '1' });
});

test('deepObject gathers properties, known or not, and their lists', async () => {
  const schema = { type: 'object', properties: { min: { type: 'integer' }, ids: list } };
  const decode = await decoder([aParameter({ name: 'f', in: 'query', style: 'deepObject', explode: true, schema })]);
  assert.deepEqual(decode({ query: 'f[min]=1&f%5Bids%5D=2&f[ids]=3&f[other]=x&g[min]=9' }), {
    f: { min: 1, ids: [2, 3], other: 'x' },
  });
  assert.deepEqual(decode({ query: 'f[min]=1&f[min]=2' }), { f: { min: 1 }, violations: ['query /f/min style'] });
});

test('a property that comes twice is reported, whether or not the schema names it', async () => {
  const open = { type: 'object', additionalProperties: { type: 'integer' } };
  const deep = await decoder([aParameter({ name: 'f', in: 'query', style: 'deepObject', explode: true, schema: open })]);
  assert.deepEqual(deep({ query: 'f[a]=1&f[a]=2' }), { f: { a: 1 }, violations: ['query /f/a style'] });
  const spread = await decoder([aParameter({ name: 'f', in: 'query', schema: open })]);
  assert.deepEqual(spread({ query: 'a=1&a=2' }), { f: { a: 1 }, violations: ['query /f/a style'] });
});

test('an exploded object is spread over the query', async () => {
  const closed = aParameter({ name: 'p', in: 'query', schema: { type: 'object', properties: { x: { type: 'integer' } } } });
  assert.deepEqual((await decoder([closed]))({ query: 'x=1&y=2' }), { p: { x: 1 } });
  const open = aParameter({ name: 'p', in: 'query', schema: { type: 'object', additionalProperties: { type: 'integer' } } });
  assert.deepEqual((await decoder([open, aParameter({ name: 'q', in: 'query' })]))({ query: 'x=1&q=a&y=2' }), {
    p: { x: 1, y: 2 },
    q: 'a',
  });
});

test('content parameters are JSON', async () => {
  const decode = await decoder([
    aParameter({ name: 'where', in: 'query', contentType: 'application/json', schema: { type: 'object' } }),
  ]);
  assert.deepEqual(decode({ query: `where=${encodeURIComponent('{"a":[1]}')}` }), { where: { a: [1] } });
  assert.deepEqual(decode({ query: 'where={' }), { where: '{', violations: ['query /where style'] });
});

test('cookies: of two with one name the first counts; lists gather', async () => {
  const decode = await decoder([
    aParameter({ name: 'sid', in: 'cookie' }),
    aParameter({ name: 'seen', in: 'cookie', explode: false, schema: list }),
  ]);
  assert.deepEqual(decode({ cookie: 'other=1; sid="a%20b"; sid=z; seen=1,2' }), { sid: 'a b', seen: [1, 2] });
});

test('headers: lists are split at commas, white space around them does not count', async () => {
  const decode = await decoder([aParameter({ name: 'X-Ids', in: 'header', schema: list })]);
  assert.deepEqual(decode({ headers: { 'x-ids': '1, 2 ,3' } }), { 'x-ids': [1, 2, 3] });
});

test('any language is as good as no header that says one, unless there has to be one', async () => {
  const language = aParameter({ name: 'Accept-Language', in: 'header', schema: { type: 'string', default: 'en' } });
  const decode = await decoder([language]);
  assert.deepEqual([decode({ headers: { 'accept-language': '*' } }), decode({ headers: { 'accept-language': 'de' } })], [{ 'accept-language': 'en' }, { 'accept-language': 'de' }]);
  const required = await decoder([{ ...language, required: true }]);
  assert.deepEqual(required({ headers: { 'accept-language': '*' } }), { 'accept-language': '*' });
});

test('a list of codings, as fetch sends it, is no header for one of them', async () => {
  const coding = aParameter({ name: 'Accept-Encoding', in: 'header', schema: { type: 'string', enum: ['gzip', 'identity'] } });
  const decode = await decoder([coding]);
  assert.deepEqual([decode({ headers: { 'accept-encoding': 'gzip, deflate' } }), decode({ headers: { 'accept-encoding': 'gzip' } })], [{ 'accept-encoding': undefined }, { 'accept-encoding': 'gzip' }]);
});

test('text that cannot be decoded is a violation where it stands', async () => {
  const decode = await decoder(
    [
      aParameter({ name: 'id', in: 'path' }),
      aParameter({ name: 'l', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } }),
    ],
    '/{id}',
  );
  assert.deepEqual(decode({ path: ['%'], query: 'l=a,%ff' }), {
    id: '%',
    l: ['a', '%ff'],
    violations: ['query /l/1 style', 'path /id style'],
  });
});

test('parameters that are spelled alike keep apart', async () => {
  const decode = await decoder([
    aParameter({ name: 'a-b', in: 'query' }),
    aParameter({ name: 'a_b', in: 'query' }),
    aParameter({ name: 'queryText', in: 'query' }),
  ]);
  assert.deepEqual(decode({ query: 'a-b=1&a_b=2&queryText=3' }), { 'a-b': '1', a_b: '2', queryText: '3' });
});
