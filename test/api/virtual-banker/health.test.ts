import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from './bank.ts';
import { clientOf } from './client-of.ts';
import { rawRequest } from './raw-request.ts';

let bank: Bank;

before(async () => {
  bank = await startBank();
});

after(() => bank.close());

test('a service that reaches its database is healthy, for anyone who asks', async () => {
  const answer = await clientOf(bank).getHealth();
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { status: 'healthy' });
  assert.equal(answer.headers.get('x-ratelimit-limit'), null);
});

test('HEAD has the headers of GET and no body', async () => {
  const answer = await rawRequest(`${bank.url}/health`, { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.equal(answer.text, '');
  assert.equal(answer.headers.get('content-length'), String(JSON.stringify({ status: 'healthy' }).length));
});

test('another method is 405 and names those that there are', async () => {
  const answer = await rawRequest(`${bank.url}/health`, { method: 'POST' });
  assert.equal(answer.status, 405);
  assert.equal(answer.body.error, 'method_not_allowed');
  assert.deepEqual(answer.headers.get('allow')?.split(', ').sort(), ['GET', 'HEAD', 'OPTIONS']);
});

test('an unknown path is 404 in the words of the API', async () => {
  const answer = await rawRequest(`${bank.url}/v2/sessions`, { method: 'GET' });
  assert.equal(answer.status, 404);
  assert.equal(answer.body.error, 'not_found');
});

test('a service whose database is out of reach is unhealthy', async () => {
  const broken = await startBank({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere' });
  try {
    const answer = await clientOf(broken).getHealth();
    assert.equal(answer.status, 503);
    assert.deepEqual(answer.body, { status: 'unhealthy' });
  } finally {
    await broken.close();
  }
});
