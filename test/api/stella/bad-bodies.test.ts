import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { rawRequest } from './raw-request.ts';
import { securedOperations } from './secured-operations.ts';
import { addWorkspace, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;
let workspaceId: string;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
  workspaceId = await addWorkspace(ada);
});

after(() => stella.close());

/** Every operation with a body that it cannot do without. */
function operations(): [method: string, path: string][] {
  return [
    ['POST', '/register'],
    ['POST', '/auth/login'],
    ['PUT', '/user'],
    ['POST', `/workspace/${workspaceId}/agent`],
    ['DELETE', `/workspace/${workspaceId}/agent`],
    ['PUT', `/workspace/${workspaceId}/rename`],
  ];
}

async function expectRefusal(msg: string, input: { body?: unknown; headers?: Record<string, string> }, status = 400): Promise<void> {
  for (const [method, path] of operations()) {
    const refused = await rawRequest(`${stella.url}${path}`, { method, token: ada.token, ...input });
    assert.equal(refused.status, status, `${method} ${path}`);
    assert.deepEqual(refused.body, { msg }, `${method} ${path}`);
  }
}

test('no body at all is missing JSON', () => expectRefusal('Missing JSON in request', {}));

test('an empty body is missing JSON, whatever it says it is', () => expectRefusal('Missing JSON in request', { body: '' }));

test('another content type is missing JSON', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', '', ';'])
    await expectRefusal('Missing JSON in request', { body: '{}', headers: { 'content-type': type } });
});

test('a body that is no JSON is malformed', async () => {
  for (const body of ['{"email": ', '{a:1}', "{'a':1}", '{}{}', 'NaN', '{"a":1,}', '\ufeff{}x']) await expectRefusal('Malformed JSON in request', { body });
});

test('bytes that are not UTF-8 are malformed', async () => {
  const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  await expectRefusal('Malformed JSON in request', { body: bytes });
});

test('a body larger than 64 KiB is refused', () =>
  expectRefusal('Request body too large', { body: JSON.stringify({ name: 'x'.repeat(65_536) }) }, 413));

test('a body larger than 64 KiB is refused although it does not say how large it is', async () => {
  let chunks = 80;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      chunks -= 1;
      if (chunks < 0) controller.close();
      else controller.enqueue(new Uint8Array(1024).fill(0x20));
    },
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${ada.token}` };
  const answer = await fetch(`${stella.url}/user`, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit);
  assert.equal(answer.status, 413);
  assert.deepEqual(await answer.json(), { msg: 'Request body too large' });
});

test('a parameter of the content type makes no difference', async () => {
  const input = { method: 'PUT', token: ada.token, body: '{}', headers: { 'content-type': 'Application/JSON; charset=utf-8' } };
  assert.equal((await rawRequest(`${stella.url}/user`, input)).status, 200);
});

test('an upload that breaks off changes nothing, and the service goes on', async () => {
  const { port } = new URL(stella.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  const head = ['PUT /user HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${ada.token}`, 'Content-Type: application/json', 'Content-Length: 1000'];
  socket.write(`${head.join('\r\n')}\r\n\r\n{"email": "half@exam`);
  socket.resetAndDestroy();
  await once(socket, 'close');
  const { user } = expectStatus(await ada.client.getUser(), 200).body;
  assert.equal(user.email, ada.email);
});

test('a workspace needs no body, but a body that is there has to be JSON', async () => {
  const url = `${stella.url}/workspace`;
  const post = (input: { body?: unknown; headers?: Record<string, string> }) => rawRequest(url, { method: 'POST', token: ada.token, ...input });
  assert.equal((await post({})).status, 200);
  assert.equal((await post({ body: '' })).status, 200);
  assert.deepEqual((await post({ body: '{}', headers: { 'content-type': 'text/plain' } })).body, { msg: 'Missing JSON in request' });
  assert.deepEqual((await post({ body: '{"name"' })).body, { msg: 'Malformed JSON in request' });
  assert.deepEqual((await post({ body: { name: 'x'.repeat(65_536) } })).body, { msg: 'Request body too large' });
});

test('an answer of a media type that the caller does not take is 406, also where success is a text', async () => {
  for (const { id, method, path } of securedOperations) {
    const refused = await rawRequest(`${stella.url}${path}`, { method, token: ada.token, headers: { accept: 'image/png' } });
    assert.deepEqual([refused.status, refused.body], [406, { msg: 'Not acceptable' }], id);
  }
});
