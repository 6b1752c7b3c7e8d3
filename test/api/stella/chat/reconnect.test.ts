import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { createClient } from '../../../../generated/stella/client/index.ts';
import { startStella, type Stella } from '../stella.ts';
import { messageId, openRoom } from './room.ts';

let stella: Stella;

before(async () => {
  stella = await startStella();
});

after(() => stella.close());

/** A way to the service that breaks when the test says so. */
async function startBrittleLine(): Promise<{ url: string; cut(): void; close(): void }> {
  const ends = new Set<Socket>();
  const line = createServer((near) => {
    const far = connect(Number(new URL(stella.url).port), '127.0.0.1');
    for (const end of [near, far]) ends.add(end.on('error', () => undefined).on('close', () => (near.destroy(), far.destroy(), ends.delete(end))));
    near.pipe(far).pipe(near);
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const cut = () => ends.forEach((end) => end.destroy());
  const close = () => {
    line.close();
    cut();
  };
  return { url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`, cut, close };
}

test('a client whose connection breaks comes back with a new string, and talks on', { timeout: 30_000 }, async () => {
  const line = await startBrittleLine();
  const room = await openRoom(await stella.signUp());
  const strings = new Set<string>();
  const query = async () => {
    const connection_string = await room.connectionString();
    strings.add(connection_string);
    return { chat_id: room.chatId, connection_string };
  };
  const socket = await createClient({ baseUrl: line.url }).chat.connect({ query, reconnect: { firstDelayMs: 1 } });
  try {
    for (let loss = 1; loss <= 3; loss += 1) {
      const back = new Promise<void>((resolve) => void socket.onReconnect(resolve));
      line.cut();
      await back;
      messageId(await room.say(socket, `After loss ${loss}`));
      await socket.once('message');
      assert.equal(strings.size, loss + 1);
    }
    assert.equal((await room.read()).chat_history.length, 6);
  } finally {
    await socket.close();
    line.close();
  }
});
