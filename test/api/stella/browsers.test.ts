import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startStella, type Stella } from './stella.ts';

const origin = 'https://app.example';

let stella: Stella;

before(async () => {
  stella = await startStella({ settings: { corsOrigins: [origin] } });
});

after(() => stella.close());

function preflight(from: string): Promise<Response> {
  const headers = { origin: from, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization,content-type' };
  return fetch(`${stella.url}/user`, { method: 'OPTIONS', headers });
}

test('a page of an allowed origin may call, with a token and JSON', async () => {
  const answer = await preflight(origin);
  assert.ok(answer.ok);
  assert.equal(answer.headers.get('access-control-allow-origin'), origin);
  assert.match(answer.headers.get('access-control-allow-methods') ?? '', /PUT/);
  assert.match(answer.headers.get('access-control-allow-headers') ?? '', /authorization/i);
});

test('a page of another origin may not', async () => {
  const answer = await preflight('https://elsewhere.example');
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
});

test('Socket.IO is for pages of allowed origins, too', async () => {
  const poll = (from: string) => fetch(`${stella.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: from } });
  assert.equal((await poll(origin)).status, 200);
  assert.equal((await poll('https://elsewhere.example')).ok, false);
});
