import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { MachineCache, machineFolder } from '../../../generator/load/machine-cache.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'machine-cache-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('exactly what was added is in a list, for other runs too', () => {
  new MachineCache(path.join(folder, 'deep/a')).add('sound', ['version', 'text']);
  const cache = new MachineCache(path.join(folder, 'deep/a'));
  const asked = [['version', 'text'], ['version', 'other text'], ['versiontext', '']];
  assert.deepEqual(asked.map((parts) => cache.has('sound', parts)), [true, false, false]);
  assert.equal(cache.has('other list', ['version', 'text']), false);
});

test('a text is made once', () => {
  const make = () => 'made';
  const never = () => assert.fail('made again');
  assert.equal(new MachineCache(path.join(folder, 'b')).text('code', make), 'made');
  assert.equal(new MachineCache(path.join(folder, 'b')).text('code', never), 'made');
});

test('nothing is lost when processes write at once', async () => {
  const target = path.join(folder, 'c');
  const module = new URL('../../../generator/load/machine-cache.ts', import.meta.url).href;
  const program = `import { MachineCache } from ${JSON.stringify(module)};
    const cache = new MachineCache(${JSON.stringify(target)});
    for (let part = 0; part < 200; part++) cache.add('sound', [process.argv[1], String(part)]);`;
  const writers = ['one', 'two'].map((name) => spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program, name], { stdio: 'inherit' }));
  await Promise.all(writers.map((writer) => once(writer, 'exit')));
  const cache = new MachineCache(target);
  const all = ['one', 'two'].flatMap((name) => Array.from({ length: 200 }, (_, part) => cache.has('sound', [name, String(part)])));
  assert.deepEqual([all.length, all.every(Boolean)], [400, true]);
});

test('a list that has become long begins anew', () => {
  const target = path.join(folder, 'd');
  new MachineCache(target).add('sound', ['old']);
  writeFileSync(path.join(target, 'sound'), 'x'.repeat(600_000));
  new MachineCache(target).add('sound', ['new']);
  assert.equal(readFileSync(path.join(target, 'sound'), 'utf8').length < 100, true);
  assert.equal(new MachineCache(target).has('sound', ['new']), true);
});

test('where nothing can be written, everything is found out anew', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  for (const target of [undefined, path.join(file, 'below')]) {
    const cache = new MachineCache(target);
    cache.add('sound', ['text']);
    assert.equal(cache.text('code', () => 'made'), 'made');
    assert.equal(new MachineCache(target).has('sound', ['text']), false);
  }
});

test('the folder is where the desktop specification says', (t) => {
  const before = process.env['XDG_CACHE_HOME'];
  t.after(() => (before === undefined ? delete process.env['XDG_CACHE_HOME'] : (process.env['XDG_CACHE_HOME'] = before)));
  process.env['XDG_CACHE_HOME'] = '/somewhere';
  assert.equal(machineFolder(), path.join('/somewhere', 'specwright'));
  process.env['XDG_CACHE_HOME'] = 'not/absolute';
  assert.equal(machineFolder().endsWith(path.join('.cache', 'specwright')), true);
});
