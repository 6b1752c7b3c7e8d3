import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { addChat, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;
let chatId: string;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
  chatId = await addChat(ada);
});

after(() => stella.close());

/** Both kinds of strings, under the reference's name and the original's. */
async function authorize() {
  const query = { chat_id: chatId };
  const { body: connection, headers } = expectStatus(await ada.client.authorizeChat({ query }), 200);
  const { body: message, headers: messageHeaders } = expectStatus(await ada.client.authorizeChatMessage({ query }), 200);
  return { connection, message, headers: [headers, messageHeaders] };
}

test('a connection string names its chat and user, and lives for 300 seconds', async () => {
  const { connection } = await authorize();
  assert.equal(connection.chat_id, chatId);
  assert.equal(connection.created_by, ada.userId);
  assert.equal(connection.string, connection.connection_string);
  assert.equal(Math.round(connection.expires_at - connection.created_at), 300);
  assert.ok(Math.abs(connection.created_at - Date.now() / 1000) < 60);
});

test('a message string names its chat and user, and lives for 60 seconds', async () => {
  const { message } = await authorize();
  assert.equal(message.chat_id, chatId);
  assert.equal(message.created_by, ada.userId);
  assert.equal(message.string, message.message_string);
  assert.equal(Math.round(message.expires_at - message.created_at), 60);
});

test('no two strings are alike, and no answer with one may be stored on the way', async () => {
  const [one, two] = [await authorize(), await authorize()];
  const strings = [one, two].flatMap(({ connection, message }) => [connection.string, message.string]);
  assert.equal(new Set(strings).size, 4);
  assert.ok(one.headers.every((headers) => headers.get('cache-control') === 'no-store'));
});

test('only their hashes are in the database', async () => {
  const { connection, message } = await authorize();
  const rows = await stella.db.query<{ row: string }>(SQL`select one_time_tokens::text as row from one_time_tokens`);
  const stored = rows.map(({ row }) => row).join('\n');
  assert.ok(stored.length > 0);
  assert.ok(!stored.includes(connection.string) && !stored.includes(message.string));
});
