import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal, unseal } from '../../../domain/credential/seal.ts';

const token = 'a token that is kept as a hash only';

test('a text is sealed and unsealed with a token, differently each time', () => {
  const sealed = seal(token, 'test', 'secret – ключ');
  assert.equal(unseal(token, 'test', sealed), 'secret – ключ');
  assert.notDeepEqual(seal(token, 'test', 'secret – ключ'), sealed);
  assert.ok(!sealed.includes('secret'));
});

test('what was sealed opens with nothing else, and not after a change', () => {
  const sealed = seal(token, 'test', 'secret');
  const changed = Buffer.from(sealed);
  changed[14] = (changed[14] ?? 0) ^ 1;
  assert.throws(() => unseal(`${token}!`, 'test', sealed), { code: 'invalid_token' });
  assert.throws(() => unseal(token, 'other', sealed), { code: 'invalid_token' });
  assert.throws(() => unseal(token, 'test', changed), { code: 'invalid_token' });
});
