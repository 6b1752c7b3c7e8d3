import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { scaffoldFiles } from '../../../generator/files/scaffold-files.ts';

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'scaffold-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('creates what is missing and says so', () => {
  const stubs = [
    { path: 'handlers/shop/a.ts', text: 'a' },
    { path: 'test/b.ts', text: 'b' },
  ];
  assert.deepEqual(scaffoldFiles(root, stubs), ['handlers/shop/a.ts', 'test/b.ts']);
  assert.equal(readFileSync(join(root, 'handlers/shop/a.ts'), 'utf8'), 'a');
});

test('never touches a file that exists, not even an empty one', () => {
  writeFileSync(join(root, 'a.ts'), '');
  assert.deepEqual(scaffoldFiles(root, [{ path: 'a.ts', text: 'stub' }]), []);
  assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), '');
});

test('the second time creates nothing', () => {
  const stubs = [{ path: 'a.ts', text: 'a' }];
  scaffoldFiles(root, stubs);
  assert.deepEqual(scaffoldFiles(root, stubs), []);
});
