import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { ValidityCache } from '../../../generator/load/validity-cache.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'specwright-cache-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('exactly what was remembered is valid', () => {
  const cache = new ValidityCache(path.join(folder, 'a'));
  cache.remember(['version', 'text']);
  assert.equal(cache.isValid(['version', 'text']), true);
  assert.equal(cache.isValid(['version', 'other text']), false);
  assert.equal(cache.isValid(['versiontext', '']), false);
});

test('what is saved lasts beyond the process, what nobody asks for any more does not', () => {
  const file = path.join(folder, 'deep/b');
  const first = new ValidityCache(file);
  first.remember(['one']);
  first.remember(['two']);
  first.save();
  const second = new ValidityCache(file);
  assert.equal(second.isValid(['one']), true);
  second.save();
  const third = new ValidityCache(file);
  assert.deepEqual([third.isValid(['one']), third.isValid(['two'])], [true, false]);
});

test('saving the same again writes nothing', () => {
  const file = path.join(folder, 'c');
  const first = new ValidityCache(file);
  first.remember(['one']);
  first.save();
  const { ino } = statSync(file);
  const second = new ValidityCache(file);
  second.isValid(['one']);
  second.save();
  assert.equal(statSync(file).ino, ino);
});

test('without a file nothing outlives the run', () => {
  const cache = new ValidityCache(undefined);
  cache.remember(['text']);
  cache.save();
  assert.equal(new ValidityCache(undefined).isValid(['text']), false);
});
