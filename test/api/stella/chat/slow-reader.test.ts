import assert from 'node:assert/strict';
import type { Socket as NetSocket } from 'node:net';
import { test } from 'node:test';
import { startStella } from '../stella.ts';
import { startHeldModel } from './held-model.ts';
import { connectRaw } from './raw-chat.ts';
import { messageId, openRoom } from './room.ts';

/** More than a machine's buffers hold for a connection on their own. */
const long = 'word '.repeat(1_600_000);

test('who does not read loses the connection; the others hear everything', { timeout: 60_000 }, async () => {
  const model = await startHeldModel();
  const stella = await startStella({ services: { assistant: model.assistant } });
  try {
    const room = await openRoom(await stella.signUp());
    const query = { chat_id: room.chatId, connection_string: await room.connectionString() };
    const sleeper = await connectRaw(stella.url, query, { transports: ['websocket'] });
    const lost = new Promise<string>((resolve) => sleeper.once('disconnect', resolve));
    const reader = await room.connect({ transports: ['websocket'] });
    const { _socket: wire } = (sleeper.io.engine.transport as unknown as { ws: { _socket: NetSocket } }).ws;
    wire.pause();
    for (let turn = 0; turn < 3; turn += 1) {
      messageId(await room.say(reader, `Turn ${turn}`));
      await model.answer(long);
      assert.equal((await reader.once('message')).length, long.length);
    }
    wire.resume();
    assert.match(await lost, /transport|server disconnect/);
    assert.equal((await room.read()).chat_history.length, 6);
    await reader.close();
  } finally {
    await stella.close();
    model.close();
  }
});
