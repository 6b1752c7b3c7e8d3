import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { createTestDatabase } from '../database.ts';
import { createDataDirectory, run as start } from './start-process.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const node = (script: string) => run(process.execPath, [script], { cwd: root, env: { PATH: process.env['PATH'] } });

const data = await createDataDirectory();
const database = await createTestDatabase();
after(async () => {
  await database.drop();
  await data.remove();
});

test('the compiled services load without a compiler, and know that production needs its settings', async () => {
  await node('bin/build-services.mjs');
  await assert.rejects(node('bin/start-production.mjs'), (error: { code?: unknown; stderr?: string }) => {
    assert.equal(error.stderr, 'specwright: DATABASE_URL is not set; production does not start without it.\n');
    return error.code === 2;
  });
});

test('the compiled services serve from a database of one’s own, and end in order', async (context) => {
  const environment = { DATABASE_URL: database.url, JWT_SECRET_KEY: 'x'.repeat(32), DATA_DIRECTORY: data.directory, METRICS_PORT: 'off' };
  const started = start(context, ['--only', 'stella', '--port', '0'], { command: [process.execPath, 'bin/start-production.mjs'], environment });
  const [, stella] = await started.says(/^ *stella +(http:\S+)$/m);
  const body = JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery staple' });
  const answer = await fetch(`${stella}/register`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  assert.equal(answer.status, 200);
  await started.says(/Ctrl-C stops/);
  started.signal('SIGTERM');
  assert.deepEqual(await started.exited, { code: 0, signal: null });
});
