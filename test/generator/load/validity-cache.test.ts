import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { ValidityCache } from '../../../generator/load/validity-cache.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'specwright-cache-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('exactly what was remembered is valid', () => {
  const cache = new ValidityCache(path.join(folder, 'a'));
  cache.remember('document', ['version', 'text']);
  assert.equal(cache.isValid('document', ['version', 'text']), true);
  assert.equal(cache.isValid('document', ['version', 'other text']), false);
  assert.equal(cache.isValid('document', ['versiontext', '']), false);
  assert.equal(cache.isValid('another document', ['version', 'text']), false);
});

test('it lasts beyond the process that remembered, and keeps one file for a document', () => {
  const place = path.join(folder, 'b');
  new ValidityCache(place).remember('document', ['one']);
  new ValidityCache(place).remember('document', ['two']);
  const later = new ValidityCache(place);
  assert.equal(later.isValid('document', ['one']), false);
  assert.equal(later.isValid('document', ['two']), true);
  assert.equal(readdirSync(place).length, 1);
});

test('without a folder nothing is remembered', () => {
  const cache = new ValidityCache(undefined);
  cache.remember('document', ['text']);
  assert.equal(cache.isValid('document', ['text']), false);
});
