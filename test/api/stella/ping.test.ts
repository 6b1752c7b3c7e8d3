import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startStella, type Stella } from './stella.ts';

let stella: Stella;

before(async () => {
  stella = await startStella();
});

after(() => stella.close());

test('the service answers pong to anyone', async () => {
  const answer = await stella.client.ping();
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { msg: 'pong' });
});
