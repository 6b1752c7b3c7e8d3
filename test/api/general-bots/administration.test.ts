import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createBuiltInAssistant } from '../../../domain/assistant/built-in-assistant.ts';
import { createRemoteAssistant } from '../../../domain/assistant/remote-assistant.ts';
import { createClient } from '../../../generated/general-bots/client/index.ts';
import { talk } from './conversation.ts';
import { expectStatus, openBotSession, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

let models: Server;
let bots: GeneralBots;
let root: Person;

before(async () => {
  models = createServer((request, response) => {
    response.writeHead(request.url === '/v1/models' && request.headers.authorization === 'Bearer key' ? 200 : 404).end('{}');
  }).listen(0, '127.0.0.1');
  await once(models, 'listening');
  const { port } = models.address() as AddressInfo;
  const assistant = createRemoteAssistant({ baseUrl: `http://127.0.0.1:${port}/v1/`, apiKey: 'key', model: 'test' });
  bots = await startGeneralBots({ services: { assistant } });
  root = await bots.signUp({ roles: ['admin'] });
  await bots.addBot('helper');
});

after(async () => {
  await bots.close();
  models.close();
});

async function readStatus() {
  return expectStatus(await root.client.getSystemStatus(), 200).body;
}

test('the status names each component, whether it answers and how fast', async () => {
  const { status, uptime_seconds, components } = await readStatus();
  assert.equal(status, 'healthy');
  assert.ok(uptime_seconds > 0);
  assert.deepEqual(components.map(({ name, status: state }) => [name, state]), [
    ['database', 'healthy'],
    ['directory', 'healthy'],
    ['redis', 'disabled'],
    ['language_model', 'healthy'],
  ]);
  for (const { name, status: state, latency_ms } of components) assert.equal(typeof latency_ms, state === 'disabled' ? 'undefined' : 'number', name);
});

test('a component that does not answer degrades the service, and is told in words without its address', async () => {
  await bots.directory.goAway();
  models.close();
  models.closeAllConnections();
  try {
    const { status, components } = await readStatus();
    assert.equal(status, 'degraded');
    const down = components.filter((component) => component.status === 'down');
    assert.deepEqual(down.map(({ name }) => name), ['directory', 'language_model']);
    for (const { message = '' } of down) assert.doesNotMatch(message, /127\.0\.0\.1|http/);
  } finally {
    await bots.directory.comeBack();
  }
});

test('the built-in assistant is no component that could be away', async () => {
  const node = await bots.startNode({ services: { assistant: createBuiltInAssistant() } });
  try {
    const client = createClient({ baseUrl: node.url, credentials: { sessionToken: root.token } });
    const { components } = expectStatus(await client.getSystemStatus(), 200).body;
    assert.equal(components.find(({ name }) => name === 'language_model')?.status, 'disabled');
  } finally {
    await node.close();
  }
});

test('the metrics are what /metrics shows, with a summary of this service', async () => {
  await openBotSession(root, 'helper');
  const line = await talk(bots, root);
  await line.once('connected');
  await fetch(`${bots.url}/nowhere`);
  const { body } = expectStatus(await root.client.getSystemMetrics(), 200);
  assert.equal(body.open_websockets, 1);
  assert.equal(body.active_bot_sessions, 1);
  assert.ok(body.requests_total >= 3 && body.requests_per_second > 0 && body.avg_latency_ms > 0);
  assert.equal(body.error_rate, 0);
  assert.ok(body.resources.memory.used_mb > 1 && body.resources.memory.used_mb < body.resources.memory.total_mb);
  const text = await bots.service.metrics();
  const counted = body.metrics.find(({ name }) => name === 'http_requests_total');
  assert.equal(counted?.type, 'counter');
  const created = counted?.values.find(({ labels }) => labels['operation'] === 'createBotSession' && labels['status'] === 201);
  assert.equal(created?.value, 1);
  assert.match(text, /^http_requests_total\{operation="createBotSession",method="post",status="201",service="general-bots"\} 1$/m);
  for (const { name } of body.metrics) assert.ok(text.includes(`# TYPE ${name} `), name);
  await line.close();
});
