import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningService } from 'specwright/runtime';
import { exchangeRaw, requestRaw } from './raw-client.ts';
import { empty, operation, responds, startService, takesJson } from './test-service.ts';

const said = (word: string) => () => ({ status: 200, body: word });

describe('routing', () => {
  let service: RunningService;

  before(async () => {
    service = await startService([
      [operation({ path: '/users/{id}' }), ({ path }) => ({ status: 200, body: path })],
      [operation({ path: '/users/me' }), said('me')],
      [operation({ path: '/users/{id}/posts', method: 'delete' }), said('deleted')],
      [operation({ path: '/users/me/posts' }), said('my posts')],
      [operation({ path: '/users/{id}/posts' }), said('posts')],
      [operation({ path: '/users/{id}/friends' }), said('friends')],
      [operation({ path: '/users/me/settings' }), said('settings')],
      [{ ...operation({ path: '/queried' }), decode: ({ query }) => ({ path: {}, query: { query }, headers: {}, cookies: {} }) }, ({ query }) => ({ status: 200, body: query['query'] })],
      [operation({ path: '/things', method: 'post', body: takesJson() }), said('posted')],
      [operation({ path: '/things', method: 'delete', responses: { 204: empty } }), () => ({ status: 204 })],
      [operation({ path: '/headed' }), said('get')],
      [operation({ path: '/headed', method: 'head', responses: { 200: { content: [], headers: ['x-from', 'content-length'] } } }), () => ({ status: 200, headers: { 'x-from': 'own', 'content-length': 12345 } })],
      [operation({ path: '/asked', method: 'options', responses: { 200: responds() } }), said('own options')],
    ]);
  });

  after(() => service.close());

  const get = async (path: string, init: RequestInit = {}): Promise<Response> => fetch(service.url + path, init);

  it('prefers a literal segment to a parameter', async () => {
    assert.equal(await (await get('/users/me')).json(), 'me');
    assert.deepEqual(await (await get('/users/7')).json(), { id: '7' });
  });

  it('goes back to the parameter when the literal leads nowhere', async () => {
    assert.equal(await (await get('/users/me/friends')).json(), 'friends');
    assert.equal(await (await get('/users/me/settings')).json(), 'settings');
  });

  it('lets a path that matches literally decide alone which methods there are', async () => {
    assert.equal(await (await get('/users/7/posts', { method: 'DELETE' })).json(), 'deleted');
    const response = await get('/users/me/posts', { method: 'DELETE' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD, OPTIONS');
  });

  it('hands a path parameter over undecoded by the router, so that a slash can be in it', async () => {
    assert.deepEqual(await (await get('/users/a%2Fb')).json(), { id: 'a/b' });
  });

  it('answers 404 in the words of the API for a path that is not declared', async () => {
    for (const path of ['/', '/nothing', '/users', '/users/', '/users/7/', '//users/7']) {
      const response = await get(path);
      assert.equal(response.status, 404, path);
      assert.deepEqual(await response.json(), { error: 'route-not-found', path });
    }
  });

  it('hands an empty text over where there is no query', async () => {
    assert.equal(await (await get('/queried')).json(), '');
    assert.equal(await (await get('/queried?')).json(), '');
    assert.equal(await (await get('/queried?a=1&b')).json(), 'a=1&b');
  });

  it('does not repeat the query in a 404: it may hold secrets', async () => {
    assert.deepEqual(await (await get('/nothing?token=secret')).json(), { error: 'route-not-found', path: '/nothing' });
  });

  it('answers 405 with Allow for a method that the path does not have', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'PROPFIND']) {
      const response = await get('/things', { method });
      assert.equal(response.status, 405, method);
      assert.equal(response.headers.get('allow'), 'POST, DELETE, OPTIONS');
      assert.deepEqual(await response.json(), { error: 'method-not-allowed', allow: ['POST', 'DELETE', 'OPTIONS'] });
    }
  });

  it('answers 405 to a method in lower case: methods know case', async () => {
    assert.match(await requestRaw(service.port, 'delete /things HTTP/1.1\r\nHost: x\r\n\r\n'), /^HTTP\/1\.1 405 /);
  });

  it('answers HEAD like GET without the body', async () => {
    const [head, full] = [await get('/users/me', { method: 'HEAD' }), await get('/users/me')];
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('content-length'), full.headers.get('content-length'));
    assert.equal(head.headers.get('content-type'), full.headers.get('content-type'));
    assert.equal(await head.text(), '');
  });

  it('keeps the connection usable after HEAD', async () => {
    const both = 'HEAD /users/me HTTP/1.1\r\nHost: x\r\n\r\nGET /users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const answers = (await exchangeRaw(service.port, both)).split('HTTP/1.1 ');
    assert.equal(answers.length, 3);
    assert.match(answers[1] ?? '', /^200 OK[^]*\r\n\r\n$/);
    assert.match(answers[2] ?? '', /"me"$/);
  });

  it('answers HEAD without a body for errors, too', async () => {
    const response = await get('/nothing', { method: 'HEAD' });
    assert.equal(response.status, 404);
    assert.equal(await response.text(), '');
    assert.ok(Number(response.headers.get('content-length')) > 0);
  });

  it('leaves HEAD to an operation of its own where there is one', async () => {
    const { headers } = await get('/headed', { method: 'HEAD' });
    assert.deepEqual([headers.get('x-from'), headers.get('content-length')], ['own', '12345']);
  });

  it('answers OPTIONS with 204 and Allow', async () => {
    const response = await get('/users/7', { method: 'OPTIONS' });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('allow'), 'GET, HEAD, OPTIONS');
    assert.equal(response.headers.get('content-length'), null);
  });

  it('leaves OPTIONS to an operation of its own where there is one', async () => {
    assert.equal(await (await get('/asked', { method: 'OPTIONS' })).json(), 'own options');
  });

  it('sends neither length nor type with 204', async () => {
    const response = await get('/things', { method: 'DELETE' });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('content-length'), null);
    assert.equal(response.headers.get('content-type'), null);
  });

  it('does not say what it is made of', async () => {
    const answer = await requestRaw(service.port, 'GET /users/me HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.doesNotMatch(answer, /uwebsockets|server:|x-powered-by/i);
  });
});
