import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runSpecwright } from '../../cli/run-specwright.ts';
import { toys, writeDocuments } from './toys.ts';

const program = new URL('../../../../bin/specwright.mjs', import.meta.url).pathname;
const { folder, remove } = writeDocuments(toys);
after(remove);

test('the command serves until Ctrl-C, says where and what it answered, and refuses a port in use', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [program, 'mock', join(folder, 'openapi.yaml'), '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  after(() => child.kill('SIGKILL'));
  let said = '';
  const url = await new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /operations on (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  assert.equal((await fetch(`${url}/toys`)).status, 200);
  const second = await runSpecwright(['mock', join(folder, 'openapi.yaml'), '--port', new URL(url).port]);
  assert.equal(second.code, 2);
  assert.match(second.stderr, /port \d+ on 127\.0\.0\.1 is in use; choose another with --port/);
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  assert.match(said, /GET \/toys 200 example/);
});

test('a document that is not there is refused by its name', async () => {
  const { code, stderr } = await runSpecwright(['mock', join(folder, 'nothing.yaml')]);
  assert.equal(code, 2);
  assert.match(stderr, /there is no file .*nothing\.yaml/);
});
