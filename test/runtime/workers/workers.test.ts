import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { claimPort, startWorkers } from 'specwright/runtime';
import { restartDelay } from '../../../runtime/workers/restart-delay.ts';

const program = join(import.meta.dirname, 'worker-program.mjs');

/** On a connection of its own: the kernel chooses a worker for each. */
function ask(url: string): Promise<{ status: number; pid: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false, headers: { connection: 'close' } }, (response) => resolve(readAnswer(response)));
    asked.on('error', reject).end();
  });
}

async function readAnswer(response: IncomingMessage): Promise<{ status: number; pid: number }> {
  const { pid } = (await json(response)) as { pid: number };
  return { status: response.statusCode ?? 0, pid };
}

/** The processes that answer, as soon as there are so many; nothing is answered by anything else. */
async function findPids(url: string, count: number): Promise<number[]> {
  const pids = new Set<number>();
  for (let tries = 0; pids.size < count && tries < 500; tries += 1) pids.add((await ask(`${url}/who`)).pid);
  return [...pids];
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await wait(25);
  }
  assert.fail('it never came so far');
}

describe('workers', { skip: process.platform === 'linux' ? false : 'only Linux spreads the connections of a port' }, async () => {
  const port = await claimPort('127.0.0.1', 0);
  const crashes: string[] = [];
  const workers = await startWorkers<string>({ count: 2, setup: { port }, program: [program], onCrash: (sentence) => crashes.push(sentence) });
  const url = workers.report;
  after(() => workers.kill());

  it('answer on one port, and nobody else can take it', async () => {
    assert.equal(url, `http://127.0.0.1:${port}`);
    assert.equal((await findPids(url, 2)).length, 2);
    await assert.rejects(claimPort('127.0.0.1', port), { code: 'port-in-use' });
  });

  it('are counted together', async () => {
    const before = Number(/^http_requests_total\{operation="get \/who".* (\d+)$/m.exec(await workers.metrics())?.[1]);
    await Promise.all(Array.from({ length: 20 }, () => ask(`${url}/who`)));
    const text = await workers.metrics();
    assert.equal(Number(/^http_requests_total\{operation="get \/who".* (\d+)$/m.exec(text)?.[1]), before + 20);
    assert.match(text, /^workers_serving 2$/m);
  });

  it('are replaced when they end unasked, and the other one goes on meanwhile', async () => {
    const old = await findPids(url, 2);
    await assert.rejects(ask(`${url}/crash`));
    await until(() => crashes.length === 1);
    assert.match(crashes[0] ?? '', /^worker [12] of 2 ended \(exit code 3\); the next one starts in 0.1 s$/);
    assert.equal((await ask(`${url}/who`)).status, 200);
    await until(async () => /^workers_serving 2$/m.test(await workers.metrics()));
    assert.match(await workers.metrics(), /^worker_crashes_total 1$/m);
    const now = await findPids(url, 2);
    assert.equal(now.filter((pid) => old.includes(pid)).length, 1);
  });

  it('finish what is in flight when they are stopped', async () => {
    const slow = ask(`${url}/slow`);
    await until(async () => /^http_requests_in_flight\S* 1$/m.test(await workers.metrics()));
    await workers.stop();
    assert.equal((await slow).status, 200);
    await assert.rejects(ask(`${url}/who`), { code: 'ECONNREFUSED' });
  });
});

it('a worker that cannot serve ends the start with its own sentence', async () => {
  const start = startWorkers({ count: 2, setup: { port: 0, fails: 'There is nothing to serve.' }, program: [program] });
  await assert.rejects(start, { code: 'worker-failed', message: 'There is nothing to serve.' });
});

it('workers end when the program that started them is killed', async () => {
  const parent = fork(program, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { ...process.env, SPECWRIGHT_WORKER: undefined } });
  const [chunk] = await once(parent.stdout ?? parent, 'data') as [Buffer];
  const url = chunk.toString().trim();
  assert.equal((await ask(`${url}/who`)).status, 200);
  parent.kill('SIGKILL');
  await until(() => ask(`${url}/who`).then(() => false, (error: { code?: string }) => error.code === 'ECONNREFUSED'));
});

it('a port that another program listens on is not claimed', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await assert.rejects(claimPort('127.0.0.1', port), { code: 'port-in-use' });
  other.close();
});

it('a worker that ends again and again is started later each time, up to ten seconds', () => {
  assert.equal(restartDelay(1), 100);
  fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), (crashes) => {
    const [now, next] = [restartDelay(crashes), restartDelay(crashes + 1)];
    assert.ok(next === Math.min(10_000, 2 * now));
  }));
});
