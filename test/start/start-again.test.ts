import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import { beginUpload } from './slow-upload.ts';
import {
  addressesOf,
  createDataDirectory,
  examplesOf,
  freePorts,
  hasPostgres,
  run,
  type Addresses,
  type StartedProcess,
} from './start-process.ts';

/** One machine's life: starts one after the other on the same data. */
const data = await createDataDirectory();
after(() => data.remove());

/** One service: nothing here depends on the others. */
const stella = ['start', '--only', 'stella'];

async function start(context: TestContext, environment: Record<string, string> = {}): Promise<StartedProcess & Addresses> {
  const started = run(context, stella, { environment: { ...freePorts, DATA_DIRECTORY: data.directory, ...environment } });
  return { ...started, ...(await addressesOf(started)) };
}

async function stop(started: StartedProcess): Promise<void> {
  started.signal('SIGTERM');
  assert.deepEqual(await started.exited, { code: 0, signal: null });
}

const account = { email: 'ada@example.com', password: 'correct horse battery staple' };

async function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

test('what was stored is there after the next start, and the demo password is the same', async (context) => {
  const first = await start(context);
  assert.equal((await post(`${first.stella}/register`, account)).status, 200);
  await stop(first);

  const second = await start(context);
  assert.equal((await post(`${second.stella}/auth/login`, account)).status, 200);
  assert.doesNotMatch(second.said(), /0001-/, 'no migration runs twice');
  const password = (started: StartedProcess) => /"password":"([^"]+)"/.exec(examplesOf(started).join())?.[1] ?? 'none';
  assert.equal(password(second), password(first));
  await stop(second);
});

test('a signal that is passed on at once a second time, as npm does, counts once', async (context) => {
  const started = await start(context);
  const upload = await beginUpload(started, 'twice@example.com');
  started.signal('SIGINT');
  started.signal('SIGTERM');
  await started.says(/SIG(INT|TERM): finishing requests in flight/);
  assert.match(await upload.finish(), /^HTTP\/1\.1 200 OK\r\n/);
  assert.deepEqual(await started.exited, { code: 0, signal: null });
});

test('another signal while requests are being finished stops at once, Postgres too, with exit code 130', async (context) => {
  const started = await start(context, { DRAIN_SECONDS: '600' });
  await beginUpload(started, 'never@example.com');
  started.signal('SIGINT');
  const impatience = setInterval(() => started.signal('SIGINT'), 50);
  assert.deepEqual(await started.exited, { code: 130, signal: null });
  clearInterval(impatience);
  assert.equal(hasPostgres(data.directory), false);
});

test('the next start takes over the Postgres that a killed one left behind, with its data', async (context) => {
  const killed = await start(context);
  killed.signal('SIGKILL');
  await killed.exited;
  assert.equal(hasPostgres(data.directory), true);

  const next = await start(context);
  assert.equal((await post(`${next.stella}/auth/login`, account)).status, 200);
  await stop(next);
  assert.equal(hasPostgres(data.directory), false);
});

test('a second start on used ports says which one, and what to do, with exit code 2', async (context) => {
  const first = await start(context);
  const used = {
    STELLA_PORT: new URL(first.stella).port,
    METRICS_PORT: new URL(first.metrics).port,
  };
  const refuses = async ([variable, port]: [string, string]) => {
    const second = run(context, stella, { environment: { ...freePorts, DATA_DIRECTORY: data.directory, [variable]: port } });
    assert.deepEqual(await second.exited, { code: 2, signal: null });
    const [sentence] = second.said().trimEnd().split('\n').slice(-1);
    assert.match(sentence ?? '', new RegExp(`^specwright: .*[ :]${port}\\b.*; stop what .*, or set ${variable} to another`));
  };
  await Promise.all(Object.entries(used).map(refuses));
  assert.equal((await fetch(`${first.stella}/ping`)).status, 200, 'the first goes on');
  await stop(first);
});
