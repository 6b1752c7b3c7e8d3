import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { header } from '../../../generator/emit/output-file.ts';
import { compareOutputs, isSame, readTexts } from '../../../generator/files/compare-outputs.ts';
import { ForeignFile, writeOutputs } from '../../../generator/files/write-outputs.ts';

const ours = (text: string) => `${header('spec/shop')}\n${text}\n`;
let root = '';
let folder = '';
let staging = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'write-outputs-'));
  folder = join(root, 'generated');
  staging = join(root, 'staging');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const write = (files: Record<string, string>) =>
  writeOutputs(
    folder,
    Object.entries(files).map(([path, text]) => ({ path, text })),
    staging,
  );
const present = () => Object.fromEntries(readTexts(folder));

test('creates what is missing, folders included', () => {
  const differences = write({ 'a.ts': ours('a'), 'sub/b.ts': ours('b') });
  assert.deepEqual(differences.missing, ['a.ts', 'sub/b.ts']);
  assert.deepEqual(present(), { 'a.ts': ours('a'), 'sub/b.ts': ours('b') });
});

test('leaves a file alone whose text is the same', () => {
  put('a.ts', ours('a'));
  const before = statSync(join(folder, 'a.ts'), { bigint: true });
  assert.equal(write({ 'a.ts': ours('a'), 'b.ts': ours('b') }).unchanged, 1);
  const after = statSync(join(folder, 'a.ts'), { bigint: true });
  assert.deepEqual([after.mtimeNs, after.ino], [before.mtimeNs, before.ino]);
});

test('deletes its own files that are no longer produced, and the folders that they leave empty', () => {
  put('old/deep/a.ts', ours('a'));
  put('b.ts', ours('b'));
  assert.deepEqual(write({ 'b.ts': ours('b') }).leftOver, ['old/deep/a.ts']);
  assert.deepEqual(readdirSync(folder), ['b.ts']);
});

test('nothing is left of a folder of which nothing is produced any more', () => {
  for (const path of ['a.ts', 'b/c.ts', 'b/d/e.ts', 'b/d/f/g.ts', 'b/d/f/h.ts']) put(path, ours(path));
  write({});
  assert.ok(!existsSync(folder));
});

test('never deletes a file that it did not write', () => {
  put('notes.md', 'mine');
  write({});
  assert.deepEqual(present(), { 'notes.md': 'mine' });
});

test('refuses to overwrite a file that it did not write, and changes nothing', () => {
  put('a.ts', 'mine');
  put('old.ts', ours('old'));
  assert.throws(
    () => write({ 'a.ts': ours('a'), 'b.ts': ours('b') }),
    (error) => error instanceof ForeignFile && error.message.includes('a.ts'),
  );
  assert.deepEqual(present(), { 'a.ts': 'mine', 'old.ts': ours('old') });
});

test('comparing writes nothing', () => {
  put('a.ts', ours('old'));
  put('gone.ts', ours('gone'));
  const differences = compareOutputs(folder, [
    { path: 'a.ts', text: ours('new') },
    { path: 'b.ts', text: ours('b') },
  ]);
  assert.deepEqual(differences, { missing: ['b.ts'], changed: ['a.ts'], leftOver: ['gone.ts'], foreign: [], unchanged: 0 });
  assert.equal(isSame(differences), false);
  assert.deepEqual(present(), { 'a.ts': ours('old'), 'gone.ts': ours('gone') });
});

test('a failure before the first rename leaves the old output whole and no litter', () => {
  put('a.ts', ours('old'));
  put('blocked', 'a file where a folder is needed');
  assert.throws(() => write({ 'a.ts': ours('new'), 'blocked/b.ts': ours('b') }));
  assert.deepEqual(present(), { 'a.ts': ours('old'), blocked: 'a file where a folder is needed' });
  assert.deepEqual(readdirSync(staging), []);
});

test('a reader sees the old text or the new one, never a part', () => {
  put('a.ts', ours('old'));
  const inode = statSync(join(folder, 'a.ts')).ino;
  write({ 'a.ts': ours('new') });
  assert.notEqual(statSync(join(folder, 'a.ts')).ino, inode, 'replaced by a rename');
  assert.equal(readFileSync(join(folder, 'a.ts'), 'utf8'), ours('new'));
  assert.ok(!existsSync(join(folder, 'a.ts.tmp')));
});
