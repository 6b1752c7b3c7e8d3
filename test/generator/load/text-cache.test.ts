import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { TextCache } from '../../../generator/load/text-cache.ts';

function cacheFile(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'text-cache-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'below', 'api.texts');
}

/** What is remembered is asked for, and what is not says so. */
function ask(cache: TextCache, ...parts: string[]): string {
  return cache.remember(parts, () => 'made now');
}

function filled(file: string, texts: Readonly<Record<string, string>>): void {
  const cache = new TextCache(file, '1');
  for (const [part, text] of Object.entries(texts)) cache.remember([part], () => text);
  cache.save();
}

test('a text is made once, and remembered by the next run', (t) => {
  const file = cacheFile(t);
  filled(file, { a: 'first\nüber 🎈', b: '', c: 'last' });
  const cache = new TextCache(file, '1');
  assert.deepEqual(['a', 'b', 'c', 'd', 'd'].map((part) => ask(cache, part)), ['first\nüber 🎈', '', 'last', 'made now', 'made now']);
});

test('parts are told apart by where one ends', (t) => {
  const file = cacheFile(t);
  const cache = new TextCache(file, '1');
  cache.remember(['ab', 'c'], () => 'known');
  assert.equal(ask(cache, 'a', 'bc'), 'made now');
});

test('what a run did not ask for is gone after it, and another edition knows nothing', (t) => {
  const file = cacheFile(t);
  filled(file, { a: 'A', b: 'B' });
  filled(file, { a: 'A' });
  assert.deepEqual(['a', 'b'].map((part) => ask(new TextCache(file, '1'), part)), ['A', 'made now']);
  assert.equal(ask(new TextCache(file, '2'), 'a'), 'made now');
});

test('a file that was changed by hand is no cache', (t) => {
  const file = cacheFile(t);
  filled(file, { a: 'A' });
  appendFileSync(file, 'more');
  assert.equal(ask(new TextCache(file, '1'), 'a'), 'made now');
});

test('nothing is written where everything was known', (t) => {
  const file = cacheFile(t);
  filled(file, { a: 'A' });
  const before = readFileSync(file, 'utf8');
  const cache = new TextCache(file, '1');
  ask(cache, 'a');
  rmSync(file);
  cache.save();
  assert.throws(() => readFileSync(file), /ENOENT/);
  assert.ok(before.endsWith('A'));
});

test('a guess lasts until the next run leaves another one', (t) => {
  const file = cacheFile(t);
  const [first, second] = [new TextCache(file), new TextCache(file)];
  first.hint('broken', 'a');
  first.save();
  assert.equal(second.lastHint('broken'), 'a');
  second.hint('broken', 'b');
  second.save();
  assert.equal(new TextCache(file).lastHint('broken'), 'b');
});
