import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { settingsTable } from '../../main/settings-table.ts';

test('the README shows every environment variable as the program reads it', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  assert.ok(readme.includes(`\n${settingsTable()}\n\n`), 'the table under Configuration is not what settingsTable() returns');
});
