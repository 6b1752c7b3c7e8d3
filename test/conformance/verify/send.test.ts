import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { createSender } from '../../../conformance/verify/http/send.ts';

async function startSending(context: TestContext, listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sender = createSender({ timeoutMs: 5_000 });
  context.after(() => (sender.close(), server.close()));
  return () => sender.send({ method: 'POST', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, headers: {}, body: Buffer.from('x') });
}

test('a connection that the server ends instead of keeping it is no fault of the request', async (context) => {
  const seen = new Set<Socket>();
  const send = await startSending(context, ({ socket }, response) => {
    if (seen.has(socket)) return void socket.resetAndDestroy();
    seen.add(socket);
    response.end();
  });
  assert.deepEqual([(await send()).status, (await send()).status, seen.size], [200, 200, 2]);
});

test('a server that ends every connection at a request gives no answer to it', async (context) => {
  let connections = 0;
  const send = await startSending(context, ({ socket }, response) => {
    connections += 1;
    if (connections === 1) return void response.end();
    socket.resetAndDestroy();
  });
  assert.equal((await send()).status, 200);
  await assert.rejects(send(), { name: 'NoAnswer', message: /ECONNRESET/ });
  assert.equal(connections, 3);
});
