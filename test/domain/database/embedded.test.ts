import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SQL } from 'sql-template-strings';
import { openDatabase } from '../../../domain/database/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../domain/database/embedded.ts';
import { isReachable } from '../../../domain/database/is-reachable.ts';

/** Made by mkdtemp, so nobody but the owner may enter. */
const directory = await mkdtemp(join(tmpdir(), 'embedded-'));
after(() => rm(directory, { recursive: true, force: true }));

const start = () => startEmbeddedPostgres({ directory, flags: ['fsync=off'] });

async function ask<Row>(url: string, statement: ReturnType<typeof SQL>): Promise<Row[]> {
  const db = openDatabase({ url, pooler: false });
  try {
    return await db.query<Row>(statement);
  } finally {
    await db.close();
  }
}

async function isUp(url: string): Promise<boolean> {
  const db = openDatabase({ url });
  const up = await isReachable(db);
  await db.close();
  return up;
}

/** Another process that uses the same directory. */
async function startHolder(): Promise<{ child: ChildProcess; url: string; nextLine(): Promise<string>; stop(): Promise<void> }> {
  const script = fileURLToPath(new URL('./embedded-holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const lines = createInterface(child.stdout);
  const nextLine = async () => ((await once(lines, 'line')) as [string])[0];
  const url = await nextLine();
  const stop = async () => {
    child.stdin.end('stop\n');
    await once(child, 'exit');
  };
  return { child, url, nextLine, stop };
}

const postmasterFile = join(directory, 'data', 'postmaster.pid');

async function postmasterPid(): Promise<number> {
  return Number((await readFile(postmasterFile, 'utf8')).split('\n')[0]);
}

async function stopAll(...servers: readonly EmbeddedPostgres[]): Promise<void> {
  for (const server of servers) await server.stop();
}

test('two starts of a new folder at once share one server, and the last to stop ends it', async () => {
  const [one, other] = await Promise.all([start(), start()]);
  assert.equal(one.url, other.url);
  assert.deepEqual([one.reused, other.reused].sort(), [false, true]);
  await one.stop();
  assert.equal(await isUp(other.url), true);
  await other.stop();
  assert.equal(await isUp(other.url), false);
});

test('data is kept between starts', async () => {
  const before = await start();
  await ask(before.url, SQL`create table kept as select 42 as answer`);
  await before.stop();
  const later = await start();
  assert.deepEqual(await ask(later.url, SQL`select answer from kept`), [{ answer: 42 }]);
  await later.stop();
});

test('the server listens on this machine only, and the password lies where only the owner can read it', async () => {
  const server = await start();
  assert.deepEqual(await ask(server.url, SQL`show listen_addresses`), [{ listen_addresses: '127.0.0.1' }]);
  const wrong = new URL(server.url);
  wrong.password = 'guess';
  await assert.rejects(ask(wrong.href, SQL`select 1`), /password authentication failed/);
  assert.equal((await stat(join(directory, 'password'))).mode & 0o777, 0o600);
  await server.stop();
});

test('Ctrl-C in the terminal does not reach the server', async () => {
  const holder = await startHolder();
  const interrupted = holder.nextLine();
  process.kill(-(holder.child.pid ?? 0), 'SIGINT');
  assert.equal(await interrupted, 'interrupted');
  assert.deepEqual(await ask(holder.url, SQL`select 1 as one`), [{ one: 1 }]);
  await holder.stop();
  assert.equal(await isUp(holder.url), false);
});

test('a server whose process was killed goes on, and the next start takes it over', async () => {
  const holder = await startHolder();
  holder.child.kill('SIGKILL');
  await once(holder.child, 'exit');
  const next = await start();
  assert.deepEqual([next.url, next.reused], [holder.url, true]);
  await next.stop();
  assert.equal(await isUp(next.url), false);
});

test('a server that was killed is started again', async () => {
  const killed = await start();
  process.kill(await postmasterPid(), 'SIGKILL');
  const next = await start();
  assert.equal(next.reused, false);
  assert.deepEqual(await ask(next.url, SQL`select 1 as one`), [{ one: 1 }]);
  await stopAll(killed, next);
});

test('a file left by a crash does not prevent the start when its number is another process by now', async () => {
  const killed = await start();
  const left = await readFile(postmasterFile, 'utf8');
  await killed.stop();
  await writeFile(postmasterFile, left.replace(/^\d+/, String(process.pid)));
  const next = await start();
  assert.equal(next.reused, false);
  await next.stop();
});

test('a lock left by a crash does not prevent the start', async () => {
  const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(ended, 'exit');
  await writeFile(join(directory, 'start.lock'), String(ended.pid));
  const server = await start();
  await server.stop();
});

test('data of another version of PostgreSQL is refused with what to do', async () => {
  const file = join(directory, 'data', 'PG_VERSION');
  const version = await readFile(file, 'utf8');
  await writeFile(file, '12\n');
  await assert.rejects(start(), /made by PostgreSQL 12, and this version brings PostgreSQL 18\. Export it/);
  await writeFile(file, version);
});

test('a lost password is told, with what to do', async () => {
  await rename(join(directory, 'password'), join(directory, 'elsewhere'));
  await assert.rejects(start(), /password is missing.*Put the file back/);
});
