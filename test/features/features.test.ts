import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { featureTable, withTable } from './feature-table.ts';

test('the table of features in spec/README.md is what generation shows (npm run features writes it)', async () => {
  const readme = readFileSync('spec/README.md', 'utf8');
  assert.deepEqual(withTable(readme, await featureTable()).split('\n'), readme.split('\n'));
});
