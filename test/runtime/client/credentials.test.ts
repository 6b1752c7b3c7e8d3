import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveCaller } from '../../../runtime/client/credentials.ts';
import { schemes } from '../test-service.ts';

const prove = (alternatives: readonly (readonly string[])[], secrets: Parameters<typeof proveCaller>[2]) => proveCaller(schemes, alternatives, secrets);

test('each scheme has its place', async () => {
  const secrets = { token: 't', password: { user: 'ä', password: 'b:c' }, key: 'k', queryKey: 'q', session: 's', digest: 'a="b"', oauth: async () => 'o' };
  const proofs = await Promise.all(Object.keys(secrets).map((name) => prove([[name]], secrets)));
  assert.deepEqual(proofs.map(({ headers, query, cookies }) => ({ ...headers, ...query, ...cookies })), [
    { authorization: 'Bearer t' },
    { authorization: `Basic ${Buffer.from('ä:b:c').toString('base64')}` },
    { 'X-Api-Key': 'k' },
    { api_key: 'q' },
    { sid: 's' },
    { authorization: 'Digest a="b"' },
    { authorization: 'Bearer o' },
  ]);
});

test('the first alternative that can be satisfied as a whole is sent, and nothing of the others', async () => {
  const { headers, query } = await prove([[], ['token', 'key'], ['queryKey', 'certificate'], ['session']], { token: 't', queryKey: 'q', session: 's' });
  assert.deepEqual([headers, query], [{}, { api_key: 'q' }]);
});

test('an alternative of two schemes sends both; without any credential nothing is sent', async () => {
  assert.deepEqual((await prove([['token', 'key']], { token: () => 't', key: 'k' })).headers, { authorization: 'Bearer t', 'X-Api-Key': 'k' });
  assert.deepEqual((await prove([['token', 'key']], { token: () => undefined, key: 'k' })).headers, {});
});
