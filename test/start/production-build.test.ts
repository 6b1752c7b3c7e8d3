import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const node = (script: string) => run(process.execPath, [script], { cwd: root, env: { PATH: process.env['PATH'] } });

test('the compiled services load without a compiler, and know that production needs its settings', async () => {
  await node('bin/build-services.mjs');
  await assert.rejects(node('bin/start-production.mjs'), (error: { code?: unknown; stderr?: string }) => {
    assert.equal(error.stderr, 'specwright: DATABASE_URL is not set; production does not start without it.\n');
    return error.code === 2;
  });
});
