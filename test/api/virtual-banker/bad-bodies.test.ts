import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { rawRequest, type RawAnswer } from './raw-request.ts';

let bank: Bank;
let tenant: Tenant;
let token: string;

before(async () => {
  bank = await startBank();
  tenant = await bank.addTenant();
  token = await tenant.token();
});

after(() => bank.close());

function post(body: unknown, headers?: Record<string, string>): Promise<RawAnswer> {
  return rawRequest(`${bank.url}/v1/sessions`, { token, body, headers });
}

test('every violation of the contract is listed, with where it is', async () => {
  const answer = await post({ tenant_id: '', user_id: 'with space', portal_context: { route: 7, colour: 'red' }, surprise: true });
  assert.equal(answer.status, 400);
  assert.equal(answer.body.error, 'invalid_request');
  const places = answer.body.violations?.map(({ in: part, pointer }) => `${part} ${pointer}`) ?? [];
  assert.deepEqual([...new Set(places)].sort(), [
    'body /auth_assertion',
    'body /portal_context/colour',
    'body /portal_context/route',
    'body /surprise',
    'body /tenant_id',
    'body /user_id',
  ]);
});

test('a body that is not JSON, or not an object, is an invalid request', async () => {
  for (const body of ['{"tenant_id": ', '', '[]', '"text"', 'null', '{"a":1}{']) {
    const answer = await post(body);
    assert.equal(answer.status, 400, body);
    assert.equal(answer.body.error, 'invalid_request');
  }
});

test('no body at all is an invalid request', async () => {
  const answer = await rawRequest(`${bank.url}/v1/sessions`, { token });
  assert.equal(answer.status, 400);
  assert.equal(answer.body.error, 'invalid_request');
});

test('bytes that are not UTF-8 are an invalid request', async () => {
  const answer = await post(Buffer.concat([Buffer.from('{"tenant_id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('","auth_assertion":"x"}')]));
  assert.equal(answer.status, 400);
  assert.equal(answer.body.error, 'invalid_request');
});

test('another content type is 415', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml']) {
    const answer = await post('{}', { 'content-type': type });
    assert.equal(answer.status, 415, type);
    assert.equal(answer.body.error, 'unsupported_media_type');
  }
});

test('a body of more than 64 KiB is 413', async () => {
  const answer = await post({ tenant_id: tenant.id, auth_assertion: 'x'.repeat(66_000) });
  assert.equal(answer.status, 413);
  assert.equal(answer.body.error, 'payload_too_large');
});

test('an upload that is broken off opens nothing and leaves the service well', async () => {
  const { hostname, port } = new URL(bank.url);
  const socket = connect(Number(port), hostname);
  socket.write(`POST /v1/sessions HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"tenant_id":`);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.destroy();
  await gone;
  assert.equal((await rawRequest(`${bank.url}/health`, { method: 'GET' })).status, 200);
  assert.deepEqual(await bank.db.query(SQL`select id from sessions where tenant_id = ${tenant.id}`), []);
});

test('a session id that is none by its form is an invalid request', async () => {
  const answer = await rawRequest(`${bank.url}/v1/sessions/no%20session/end`, { token });
  assert.equal(answer.status, 400);
  assert.deepEqual(answer.body.violations?.map(({ in: part, pointer }) => `${part} ${pointer}`), ['path /session_id']);
});

test('a body that is sent to an operation without one is not read', async () => {
  const answer = await rawRequest(`${bank.url}/v1/sessions/00000000-0000-4000-8000-000000000000/end`, { token, body: 'no JSON', headers: { 'content-type': 'text/plain' } });
  assert.equal(answer.status, 404);
  assert.equal(answer.body.error, 'session_not_found');
});

test('an answer that the caller would not accept is 406', async () => {
  const answer = await post({}, { accept: 'text/html' });
  assert.equal(answer.status, 406);
  assert.equal(answer.body.error, 'not_acceptable');
});
