import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurnCredential } from '../../../domain/credential/turn-credential.ts';

test('a credential is its end and its name, sealed with the secret that the TURN server shares', () => {
  const made = createTurnCredential('between us', { name: 'session-1', expiresAt: new Date('2024-01-20T15:30:00.900Z') });
  // As `openssl dgst -sha1 -hmac 'between us' -binary | base64` has it.
  assert.deepEqual(made, { username: '1705764600:session-1', credential: 'gQYi43he7tADUutfxnIMWVb6Ojg=' });
});

test('another secret, name or end makes another credential', () => {
  const at = new Date('2024-01-20T15:30:00Z');
  const all = [
    createTurnCredential('a', { name: 'x', expiresAt: at }),
    createTurnCredential('b', { name: 'x', expiresAt: at }),
    createTurnCredential('a', { name: 'y', expiresAt: at }),
    createTurnCredential('a', { name: 'x', expiresAt: new Date(at.getTime() + 1000) }),
  ];
  assert.equal(new Set(all.map(({ credential }) => credential)).size, all.length);
});
