import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeMutants } from './judge-mutants.ts';

test('changes of a contract that its service does not follow are noticed; `specwright mutation` tries all kinds on every service', async () => {
  const verdicts = await judgeMutants('virtual-banker', 6);
  assert.equal(verdicts.length, 6);
  assert.deepEqual(verdicts.filter(({ found }) => found?.length === 0).map(({ name }) => name), []);
});
