import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { overload } from '../../bench/open-loop.ts';

test('an open loop counts what is answered, refused and left waiting, and does not wait for it', async () => {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    if (count % 4 === 0) response.end('done');
    else if (count % 4 === 1) response.writeHead(503, { 'retry-after': '1' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { goodput, refused, unanswered, p99 } = await overload({ port, path: '/', rate: 200, seconds: 1, settlingSeconds: 0 });
  server.closeAllConnections();
  server.close();
  assert.ok(goodput > 30 && goodput <= 51, `${goodput}`);
  assert.ok(refused > 0.2 && refused < 0.3, `${refused}`);
  assert.ok(unanswered > 0.45 && unanswered < 0.7, `${unanswered}`);
  assert.ok(p99 >= 0);
});
