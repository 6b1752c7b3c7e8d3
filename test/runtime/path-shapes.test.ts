import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OperationRow, RunningService } from 'specwright/runtime';
import { operation, startService, takesJson, type TestRow } from './test-service.ts';

/** Answers with its id and what it found in the path. */
function echo(row: TestRow & { readonly path: string }) {
  const names = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const decode: OperationRow['decode'] = ({ path }) => ({ path: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(path[at] ?? '')])), query: {}, headers: {}, cookies: {} });
  const made = operation({ captures: { path: names.length, query: true, headers: [], cookies: true }, decode, ...row });
  return [made, ({ path }: { path: unknown }) => ({ status: 200, body: [made.id, path] })] as const;
}

describe('paths of every shape', () => {
  let service: RunningService;

  before(async () => {
    service = await startService([
      echo({ path: '/a/{x}' }),
      echo({ path: '/a/{x}.json' }),
      echo({ path: '/a/fixed.json' }),
      echo({ path: '/a/{y}', method: 'post', body: takesJson({}, false) }),
      echo({ path: '/jobs/{id}:cancel', method: 'post' }),
      echo({ path: '/jobs/{id}' }),
      echo({ path: '/between/{x}-{y}' }),
      echo({ path: '/crossed/{x}/b' }),
      echo({ path: '/crossed/c/{y}' }),
      echo({ path: '/named/{first}/{second}' }),
      echo({ path: '/named/{other}/literal' }),
      echo({ path: '/caf\u00e9/with%20space' }),
      echo({ path: '/trailing/' }),
      echo({ path: '/x.json/{y}' }),
      echo({ path: '/{x}.json/y' }),
      echo({ path: '/rest', id: 'find', constants: { method: 'find' } }),
      echo({ path: '/rest', id: 'findDeep', constants: { method: 'find', deep: '' } }),
      echo({ path: '/rest', id: 'save', constants: { method: 'save' } }),
      echo({ path: '/now', id: 'here', selector: { query: { lat: null, lon: null }, headers: {} } }),
      echo({ path: '/now', id: 'there', selector: { query: { city: null }, headers: {} } }),
      echo({ path: '/now', id: 'target', selector: { query: {}, headers: { 'x-target': 'Now' } } }),
      echo({ path: '/now', id: 'anywhere' }),
      echo({ path: '/methods/{x}', id: 'search', method: 'query' }),
      echo({ path: '/methods/{x}', id: 'copy', method: 'copy' }),
    ]);
  });

  after(() => service.close());

  const ask = async (path: string, method = 'GET', headers = {}): Promise<unknown> => {
    const response = await fetch(service.url + path, { method, headers });
    if (response.status === 405) return [405, response.headers.get('allow')];
    return response.status === 200 ? response.json() : response.status;
  };

  it('tells a partial segment from a parameter and a literal from both', async () => {
    assert.deepEqual(await ask('/a/b'), ['get /a/{x}', { x: 'b' }]);
    assert.deepEqual(await ask('/a/b.json'), ['get /a/{x}.json', { x: 'b' }]);
    assert.deepEqual(await ask('/a/b%2Fc.json'), ['get /a/{x}.json', { x: 'b/c' }]);
    assert.deepEqual(await ask('/a/b%2Ejson'), ['get /a/{x}', { x: 'b.json' }]);
    assert.deepEqual(await ask('/a/fixed.json'), ['get /a/fixed.json', {}]);
    assert.deepEqual(await ask('/a/.json'), ['get /a/{x}', { x: '.json' }]);
    assert.deepEqual(await ask('/between/a-b-c'), ['get /between/{x}-{y}', { x: 'a', y: 'b-c' }]);
    assert.equal(await ask('/between/a-'), 404);
  });

  it('lets the path that was found decide alone which methods there are', async () => {
    assert.deepEqual(await ask('/a/b', 'POST'), ['post /a/{y}', { y: 'b' }]);
    assert.deepEqual(await ask('/a/b.json', 'POST'), [405, 'GET, HEAD, OPTIONS']);
    assert.deepEqual(await ask('/a/b', 'DELETE'), [405, 'GET, POST, HEAD, OPTIONS']);
    assert.deepEqual(await ask('/jobs/7:cancel', 'POST'), ['post /jobs/{id}:cancel', { id: '7' }]);
    assert.deepEqual(await ask('/jobs/7:cancel'), [405, 'POST, OPTIONS']);
    assert.deepEqual(await ask('/jobs/7', 'POST'), [405, 'GET, HEAD, OPTIONS']);
    const options = await fetch(`${service.url}/a/b.json`, { method: 'OPTIONS' });
    assert.deepEqual([options.status, options.headers.get('allow')], [204, 'GET, HEAD, OPTIONS']);
    assert.equal((await fetch(`${service.url}/a/b.json`, { method: 'HEAD' })).status, 200);
  });

  it('goes by the leftmost literal where two templates cross', async () => {
    assert.deepEqual(await ask('/crossed/c/b'), ['get /crossed/c/{y}', { y: 'b' }]);
    assert.deepEqual(await ask('/crossed/d/b'), ['get /crossed/{x}/b', { x: 'd' }]);
    assert.deepEqual(await ask('/x.json/y'), ['get /x.json/{y}', { y: 'y' }]);
    assert.deepEqual(await ask('/z.json/y'), ['get /{x}.json/y', { x: 'z' }]);
  });

  it('prefers a literal behind a parameter of another name', async () => {
    assert.deepEqual(await ask('/named/a/literal'), ['get /named/{other}/literal', { other: 'a' }]);
    assert.deepEqual(await ask('/named/a/b'), ['get /named/{first}/{second}', { first: 'a', second: 'b' }]);
  });

  it('finds literals however they are percent-encoded, and a slash at the end only where it is declared', async () => {
    for (const path of ['/caf\u00e9/with space', '/caf%c3%a9/with%20space', '/%63af%C3%A9/with%20%73pace']) assert.deepEqual(await ask(path), ['get /caf\u00e9/with%20space', {}], path);
    assert.deepEqual(await ask('/trailing/'), ['get /trailing/', {}]);
    assert.equal(await ask('/trailing'), 404);
    assert.equal(await ask('/jobs/7/'), 404);
  });

  it('tells operations of one path by the constants of the query', async () => {
    assert.deepEqual(await ask('/rest?a=1&method=find'), ['find', {}]);
    assert.deepEqual(await ask('/rest?deep&method=find'), ['findDeep', {}]);
    assert.deepEqual(await ask('/rest?method=%73ave'), ['save', {}]);
    assert.equal(await ask('/rest?method=other'), 404);
    assert.equal(await ask('/rest'), 404);
    assert.deepEqual(await ask('/rest?method=find', 'PUT'), [405, 'GET, HEAD, OPTIONS']);
  });

  it('takes methods that the router has no routes for', async () => {
    assert.deepEqual(await ask('/methods/a', 'QUERY'), ['search', { x: 'a' }]);
    assert.deepEqual(await ask('/methods/a', 'COPY'), ['copy', { x: 'a' }]);
    assert.deepEqual(await ask('/methods/a', 'MOVE'), [405, 'QUERY, COPY, OPTIONS']);
    assert.deepEqual(await ask('/methods/a'), [405, 'QUERY, COPY, OPTIONS']);
    assert.deepEqual(await ask('/a/b.json', 'COPY'), [405, 'GET, HEAD, OPTIONS']);
  });

  it('tells operations of one path by what they demand of query and headers; what demands more comes first', async () => {
    assert.deepEqual(await ask('/now?lon=1&lat='), ['here', {}]);
    assert.deepEqual(await ask('/now?lon=1&lat=2&city=Rome'), ['here', {}]);
    assert.deepEqual(await ask('/now?lon=1&city=Rome'), ['there', {}]);
    assert.deepEqual(await ask('/now', 'GET', { 'X-Target': 'Now' }), ['target', {}]);
    assert.deepEqual(await ask('/now?lon=1', 'GET', { 'X-Target': 'Then' }), ['anywhere', {}]);
  });
});
