import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rawRequest } from './raw-request.ts';
import { startStella, type Stella } from './stella.ts';

let stella: Stella;

before(async () => {
  stella = await startStella();
});

after(() => stella.close());

test('a path that the contract does not have is 404', async () => {
  for (const path of ['/', '/nothing', '/user/1', '/workspace/1/2/3', '/PING', '/ping/']) {
    const refused = await rawRequest(`${stella.url}${path}`);
    assert.equal(refused.status, 404, path);
    assert.deepEqual(refused.body, { msg: 'Not found' }, path);
  }
});

test('another method is 405 with those that there are', async () => {
  const cases: [method: string, path: string, allow: string[]][] = [
    ['GET', '/register', ['OPTIONS', 'POST']],
    ['DELETE', '/user', ['GET', 'HEAD', 'OPTIONS', 'PUT']],
    ['PATCH', '/chat', ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST']],
    ['GET', '/workspace/1/agent', ['DELETE', 'OPTIONS', 'POST']],
    ['POST', '/ping', ['GET', 'HEAD', 'OPTIONS']],
  ];
  for (const [method, path, allow] of cases) {
    const refused = await rawRequest(`${stella.url}${path}`, { method });
    assert.equal(refused.status, 405, path);
    assert.deepEqual(refused.body, { msg: 'Method not allowed' });
    assert.deepEqual(refused.headers.get('allow')?.split(', ').sort(), allow, path);
  }
});

test('HEAD answers like GET, without the body', async () => {
  const answer = await rawRequest(`${stella.url}/ping`, { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-length'), String('{"msg":"pong"}'.length));
  assert.equal(answer.text, '');
});

test('a path parameter is decoded, and a broken one refused', async () => {
  const ada = await stella.signUp();
  assert.equal((await rawRequest(`${stella.url}/workspace/a%20b`, { token: ada.token })).status, 404);
  assert.equal((await rawRequest(`${stella.url}/workspace/%ff`, { token: ada.token })).status, 400);
  const long = await rawRequest(`${stella.url}/workspace/${'x'.repeat(65)}`, { token: ada.token });
  assert.equal(long.status, 400);
  assert.deepEqual(long.body.errors?.map(({ in: part, pointer }) => [part, pointer]), [['path', '/workspace_id']]);
});
