import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { refusalOf, connectRaw } from './chat/raw-chat.ts';
import { openRoom, refusalCode } from './chat/room.ts';
import { startPackageService } from './package-service.ts';
import { rawRequest } from './raw-request.ts';
import { addWorkspace, clientWith, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

test('a failure of the service\'s own is 500, without a word about its cause', async () => {
  const room = await openRoom(ada);
  const workspace_id = await addWorkspace(ada);
  const socket = await room.connect();
  const [connection_string, message_string] = [await room.connectionString(), await room.messageString()];
  await stella.db.query(SQL`alter table workspaces rename to hidden`);
  await stella.db.query(SQL`alter table messages rename to hidden_messages`);
  const path = { workspace_id };
  const outcomes = await Promise.all([ada.client.getWorkspace({ path }), ada.client.deleteWorkspace({ path }), ada.client.listWorkspaces(), ada.client.createWorkspace({})]);
  for (const { status, body } of outcomes) {
    assert.equal(status, 500);
    assert.deepEqual(body, { msg: 'Internal server error' });
  }
  const ack = await socket.request('chat_message', { message: 'Hi', chat_id: room.chatId, message_string });
  assert.equal(refusalCode(ack), 'internal_error');
  assert.deepEqual(ack, { ok: false, code: 'internal_error', msg: 'Internal server error' });
  const { message, data } = await refusalOf(connectRaw(stella.url, { chat_id: room.chatId, connection_string }));
  assert.deepEqual([message, data], ['Internal server error', { code: 'internal_error' }]);
  await stella.db.query(SQL`alter table hidden rename to workspaces`);
  await stella.db.query(SQL`alter table hidden_messages rename to messages`);
  expectStatus(await ada.client.getWorkspace({ path }), 200);
  await socket.close();
});

test('a database that is gone is 503, with when to try again', async () => {
  const cutOff = await startStella({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing', services: stella.services });
  try {
    const refused = await clientWith(cutOff, ada.token).getUser();
    assert.equal(refused.status, 503);
    assert.deepEqual(refused.body, { msg: 'Service unavailable' });
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
    expectStatus(await cutOff.client.ping(), 200);
  } finally {
    await cutOff.close();
  }
});

test('more requests at once than the service takes are 503', async () => {
  const packageService = await startPackageService();
  const asked = new EventTarget();
  let held: ServerResponse | undefined;
  packageService.respond = (response) => {
    held = response;
    asked.dispatchEvent(new Event('asked'));
  };
  const services = { ...stella.services, packages: packageService.settings };
  const busy = await startStella({ databaseUrl: stella.databaseUrl, services, settings: { maxConcurrentRequests: 1 } });
  try {
    const waiting = once(asked, 'asked');
    const first = clientWith(busy, ada.token).installAgent({ query: { query: 'agentName' } });
    await waiting;
    const refused = await rawRequest(`${busy.url}/user`, { token: ada.token });
    assert.equal(refused.status, 503);
    assert.deepEqual(refused.body, { msg: 'Service unavailable' });
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
    held?.writeHead(404).end();
    assert.equal((await first).status, 404);
  } finally {
    await busy.close();
    await packageService.close();
  }
});

test('a client that goes away while a package is fetched leaves nothing behind', async () => {
  const packageService = await startPackageService();
  const events = new EventTarget();
  packageService.respond = (response) => {
    response.on('close', () => events.dispatchEvent(new Event('abandoned')));
    response.writeHead(200, { 'content-length': '1000' }).write('half');
    events.dispatchEvent(new Event('asked'));
  };
  const node = await startStella({ databaseUrl: stella.databaseUrl, services: { ...stella.services, packages: packageService.settings } });
  try {
    const [asked, abandoned] = [once(events, 'asked'), once(events, 'abandoned')];
    const leave = new AbortController();
    const request = clientWith(node, ada.token).installAgent({ query: { query: 'agentName' } }, { signal: leave.signal });
    await asked;
    leave.abort();
    await assert.rejects(request);
    await abandoned;
    await node.service.close();
    assert.deepEqual(await packageService.files(), []);
  } finally {
    await node.close();
    await packageService.close();
  }
});
