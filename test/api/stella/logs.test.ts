import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { connectRaw, refusalOf } from './chat/raw-chat.ts';
import { messageId, openRoom } from './chat/room.ts';
import { rawRequest } from './raw-request.ts';
import { startStella } from './stella.ts';

test('no password, token or string is ever logged, and every request is', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const stella = await startStella({ settings: { logger } });
  try {
    const ada = await stella.signUp();
    const room = await openRoom(ada);
    const [connection_string, message_string] = [await room.connectionString(), await room.messageString()];
    const query = { chat_id: room.chatId, connection_string };
    const raw = await connectRaw(stella.url, query, { transports: ['polling'] });
    raw.disconnect();
    await refusalOf(connectRaw(stella.url, query));
    const socket = await room.connect();
    messageId(await socket.request('chat_message', { message: 'A secret of mine', chat_id: room.chatId, message_string }));
    await socket.once('message');
    await socket.close();
    const wrong = 'not the right password';
    await stella.client.logIn({ body: { email: ada.email, password: wrong } });
    await rawRequest(`${stella.url}/user`, { token: `${ada.token}x` });
    await rawRequest(`${stella.url}/auth/login`, { method: 'POST', body: `{"password": "${wrong}` });
    const log = lines.join('');
    for (const operation of ['registerUser', 'logIn', 'getUser', 'createWorkspace', 'createChat', 'authorizeChat', 'authorizeChatMessage'])
      assert.ok(log.includes(`"operation":"${operation}"`), operation);
    for (const secret of [ada.password, wrong, ada.token, ada.token.split('.')[2] ?? '', connection_string, message_string, 'A secret of mine'])
      assert.ok(!log.includes(secret), `the log has ${secret}`);
  } finally {
    await stella.close();
  }
});
