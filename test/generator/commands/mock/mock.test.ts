import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startMock, toys } from './toys.ts';

const mock = await startMock(toys, ['openapi.yaml']);
after(() => mock.close());

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${mock.url}${path}`, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : undefined) as never };
}

const prefer = (wish: string, more: Record<string, string> = {}) => ({ headers: { prefer: wish, ...more } });
const keyed = (body: RequestInit['body'], type?: string): RequestInit => ({
  method: 'POST',
  headers: { 'x-key': 'k', ...(type === undefined ? {} : { 'content-type': type }) },
  body,
});

test('the first example is the answer, and the headers that the response declares come with it', async () => {
  const { status, headers, body } = await ask('/toys');
  assert.equal(status, 200);
  assert.deepEqual(body, []);
  assert.equal(headers.get('x-specwright-mock'), 'example');
  assert.equal(headers.get('x-total'), '7');
});

test('paths are found as they are written and below the base path of the server', async () => {
  assert.equal((await ask('/v2/toys/newest')).text, '"newest"\n');
  assert.equal((await ask('/v3/toys/newest')).status, 404);
});

test('a named example is preferred by its name, and Preference-Applied says so', async () => {
  const { headers, body } = await ask('/toys', prefer('example=one'));
  assert.deepEqual(body, [{ id: 1, name: 'Bear' }]);
  assert.equal(headers.get('preference-applied'), 'example=one');
});

test('a status is preferred by its number, ranges included; data of its schema follows', async () => {
  const missing = await ask('/toys', prefer('respond-async, code="404"'));
  assert.equal(missing.status, 404);
  assert.ok((missing.body as { text: string }).text.length >= 3);
  assert.equal(missing.headers.get('x-specwright-mock'), 'generated');
  assert.equal(missing.headers.get('preference-applied'), 'code=404');
  assert.equal((await ask('/toys', prefer('code=503'))).status, 503);
});

test('a preference that cannot be met is left out of Preference-Applied', async () => {
  const { status, headers } = await ask('/toys', prefer('code=418, example=nobody'));
  assert.equal(status, 200);
  assert.equal(headers.get('preference-applied'), null);
});

test('dynamic data is made even where there are examples, and is the same each time', async () => {
  const [first, second] = await Promise.all([ask('/toys', prefer('dynamic=true')), ask('/toys', prefer('dynamic=true'))]);
  const [toy] = first.body as Record<string, unknown>[];
  assert.match(String(toy?.['name']), /^[A-Z][a-z]+$/);
  assert.equal(toy !== undefined && ('secret' in toy || 'code' in toy), false);
  assert.equal(first.text, second.text);
});

test('Accept chooses the media type, and what is not offered is answered with 406', async () => {
  assert.equal((await ask('/toys', { headers: { accept: 'text/csv;charset=utf-8, application/json;q=0.5' } })).text, 'id,name\n');
  const { status, body } = await ask('/toys', { headers: { accept: 'image/png' } });
  assert.equal(status, 406);
  assert.deepEqual((body as { offered: string[] }).offered, ['application/json', 'text/csv']);
});

test('parameters are read in their styles and held against their schemas', async () => {
  assert.equal((await ask('/toys?ids=1,2&limit=3&where[age]=4')).status, 200);
  const { status, body } = await ask('/toys?ids=1,x&limit=99&where[age]=old');
  assert.equal(status, 400);
  const places = (body as { violations: { in: string; pointer: string; keyword: string }[] }).violations.map(({ in: part, pointer, keyword }) => `${part} ${pointer} ${keyword}`);
  assert.deepEqual(places, ['query /limit maximum', 'query /ids/1 type', 'query /where/age type']);
  assert.equal((await ask('/colours/;rgb=1;rgb=2')).status, 204);
  assert.equal((await ask('/colours/;rgb=red')).status, 400);
});

test('a literal wins over a parameter, and a partial segment over a whole one', async () => {
  assert.equal((await ask('/toys/newest')).text, '"newest"\n');
  assert.equal((await ask('/toys/5.txt')).text, 'a toy');
  assert.equal((await ask('/toys/x')).status, 400);
});

test('what is not in the document is answered with 404, and with 405 that names the methods', async () => {
  assert.equal((await ask('/nothing')).status, 404);
  const { status, headers } = await ask('/toys/5', { method: 'PATCH' });
  assert.equal(status, 405);
  assert.equal(headers.get('allow'), 'DELETE, GET');
});

test('credentials must be there: any alternative, all of its schemes', async () => {
  const none = await ask('/toys', { method: 'POST' });
  assert.equal(none.status, 401);
  assert.equal(none.headers.get('www-authenticate'), 'ApiKey realm="mock", Bearer realm="mock"');
  const half = await ask('/toys', { method: 'POST', headers: { authorization: 'Bearer x' } });
  const whole = await ask('/toys?tenant=t', { method: 'POST', headers: { authorization: 'Bearer x' } });
  assert.deepEqual([half.status, whole.status], [401, 400]);
});

test('a body is required, parsed by its media type and checked without what is readOnly', async () => {
  const missing = (await ask('/toys', keyed(undefined))).body as { violations: unknown };
  assert.deepEqual(missing.violations, [{ in: 'body', pointer: '', keyword: 'required', message: 'a body is required' }]);
  assert.equal((await ask('/toys', keyed('{"name":"Bear"}', 'application/json'))).status, 201);
  assert.equal((await ask('/toys', keyed('name=Bear&born=2020-01-01', 'application/x-www-form-urlencoded'))).status, 201);
  assert.equal((await ask('/toys', keyed('<toy/>', 'application/xml'))).status, 415);
  const wrong = await ask('/toys', keyed('{"name":"bear","size":1}', 'application/json'));
  const { violations } = wrong.body as { violations: { pointer: string; keyword: string; message: string }[] };
  assert.deepEqual(violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`).sort(), [' additionalProperties', '/name pattern']);
  const syntax = (await ask('/toys', keyed('{"name":', 'application/json'))).body as { violations: { keyword: string }[] };
  assert.equal(syntax.violations[0]?.keyword, 'syntax');
});

test('the parts of a form are checked, files by their presence', async () => {
  const form = new FormData();
  form.set('photo', new Blob(['…']), 'bear.png');
  form.set('age', 'old');
  const { status, body } = await ask('/toys', keyed(form));
  assert.equal(status, 400);
  assert.equal((body as { violations: { pointer: string }[] }).violations[0]?.pointer, '/age');
  form.set('age', '4');
  assert.equal((await ask('/toys', keyed(form))).status, 201);
});

test('properties of a form are read in the styles that their encoding names, or as JSON', async () => {
  const send = (body: string, type = 'application/x-www-form-urlencoded') => ask('/boxes', keyed(body, type));
  const note = encodeURIComponent('{"text":"a"}');
  assert.equal((await send(`size=w,2&lids=1|2&at[x]=3&at[to][]=4&at[to][]=5&at[by][0][y]=6&notes=${note}&notes=${note}`)).status, 204);
  const { violations } = (await send('size=w,b&lids=1|b&at[x]=b&at[to]=c&at[by][0][y]=d&notes={}')).body as { violations: { pointer: string; keyword: string }[] };
  assert.deepEqual(violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`), ['/size/w type', '/lids/1 type', '/at/x type', '/at/to/0 type', '/at/by/0/y type', '/notes/0 required']);
  assert.equal((await send('7', 'application/merge-patch+json')).status, 204);
});

test('headers that are objects are written in style simple, and those with content as JSON', async () => {
  const { headers } = await ask('/boxes');
  assert.deepEqual(['x-size', 'x-sizes', 'x-lid'].map((name) => headers.get(name)), ['w,2,h,3', 'w=2,h=3', '{"open":true}']);
});

test('an heir of a base that lists it has all but the list', async () => {
  assert.deepEqual((await ask('/animal')).body, { kind: 'Cat', age: 9 });
});

test('a parameter that the key of its path puts into the query is looked for there', async () => {
  assert.deepEqual([(await ask('/search?name=a')).status, (await ask('/search')).status], [204, 404]);
});

test('what a discriminator maps as texts may be said as another type', async () => {
  assert.deepEqual((await ask('/lamp')).body, { lit: true });
});

test('recursive schemas end', async () => {
  const { body } = await ask('/tree');
  let node = body as { left: unknown } | null;
  for (let depth = 0; node !== null; depth += 1, node = node.left as never) assert.ok(depth < 40);
});

test('event streams are made of the items of their schema', async () => {
  const { text, headers } = await ask('/events');
  assert.equal(headers.get('content-type'), 'text/event-stream');
  assert.match(text, /^(event: tick\ndata: .+\n\n){3}$/);
});

test('a stream whose events are named has one of each', async () => {
  assert.match((await ask('/named-events')).text, /^event: tick\ndata: -?\d+\n\ndata: end\n\n$/);
});

test('XML keeps to the names that the schema gives', async () => {
  assert.equal((await ask('/xml')).text, '<?xml version="1.0" encoding="UTF-8"?>\n<box size="3"><lid>a&lt;b</lid></box>\n');
});

test('HEAD and preflight requests are answered, and any origin may read the answer', async () => {
  const origin = { origin: 'https://page.example' };
  const preflight = await ask('/toys', { method: 'OPTIONS', headers: { ...origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-key' } });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'x-key');
  const { headers } = await ask('/toys', { headers: origin });
  assert.equal(headers.get('access-control-allow-origin'), 'https://page.example');
  assert.match(headers.get('access-control-expose-headers') ?? '', /x-specwright-mock/);
});

test('a broken corner is reported with its place, and the rest is served', async () => {
  const { status, body } = await ask('/broken');
  assert.equal(status, 200);
  assert.equal(typeof (body as { a: unknown }).a, 'number');
  const reported = mock.reports.join('\n');
  assert.match(reported, /openapi\.yaml:\d+:\d+ is no pattern of JavaScript/);
  assert.match(reported, /openapi\.yaml:\d+:\d+ \$ref #\/nowhere leads nowhere/);
  assert.match(reported, /the path no-slash does not begin with \//);
});

test('several documents are served side by side, and without credentials where none are wanted', async () => {
  const pets = `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets: { get: { responses: { '200': { description: All., content: { application/json: { schema: { type: string, nullable: true, example: cat } } } } } } }
`;
  const both = await startMock({ ...toys, 'pets.yaml': pets }, ['openapi.yaml', 'pets.yaml'], { auth: false });
  after(() => both.close());
  const made = await fetch(`${both.url}/toys`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"Bear"}' });
  assert.equal(made.status, 201);
  assert.equal(await (await fetch(`${both.url}/pets`)).json(), 'cat');
});

test('operations of one path are told apart by required parameters that have one value', async () => {
  const operation = (action: string, place: string) => `{ parameters: [{ name: X-Action, in: ${place}, required: true, schema: { enum: [${action}] } }, { name: v, in: query, required: true, schema: { enum: ['1'] } }],
      responses: { '200': { description: Done., content: { application/json: { example: ${action} } } } } }`;
  const actions = ['find', 'keep'].map((action) => `  '/#${action}': { get: ${operation(action, 'query')}, post: ${operation(action, 'header')} }\n`);
  const served = await startMock({ 'a.yaml': `openapi: 3.0.3\ninfo: { title: Actions, version: '1' }\npaths:\n${actions.join('')}` }, ['a.yaml'], { auth: false });
  after(() => served.close());
  for (const action of ['find', 'keep']) {
    assert.equal(await (await fetch(`${served.url}/?v=1&X-Action=${action}`)).json(), action);
    assert.equal(await (await fetch(`${served.url}/?v=1`, { method: 'POST', headers: { 'X-Action': action } })).json(), action);
  }
  assert.equal((await fetch(`${served.url}/?v=1&X-Action=lose`)).status, 400);
});

test('documents that are none are named, and nothing is served of them', async () => {
  const odd = await startMock({ 'a.json': '{"swagger":"2.0"}', 'b.yaml': 'a: [', 'c.yaml': 'openapi: 3.1.0\npaths: { /x: { get: 7 } }\n' }, ['a.json', 'b.yaml', 'c.yaml']);
  after(() => odd.close());
  assert.equal((await fetch(`${odd.url}/x`)).status, 404);
  const reported = odd.reports.join('\n');
  for (const line of [/a\.json:1:1 is Swagger 2\.0/, /b\.yaml cannot be read/, /c\.yaml:2:\d+ GET \/x is no operation/]) assert.match(reported, line);
});

test('another seed gives other data', async () => {
  const other = await startMock(toys, ['openapi.yaml'], { seed: 'other' });
  after(() => other.close());
  const [here, there] = await Promise.all([ask('/toys', prefer('dynamic')), fetch(`${other.url}/toys`, prefer('dynamic')).then((answer) => answer.text())]);
  assert.notEqual(here.text, there);
});
