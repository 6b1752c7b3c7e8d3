import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { after, test, type TestContext } from 'node:test';
import { SQL } from 'sql-template-strings';
import { createTestDatabase } from '../database.ts';
import { addressesOf, createDataDirectory, freePorts, hasPostgres, run, type StartedProcess } from './start-process.ts';

/** One service: the database is the same for all. */
const stella = ['start', '--only', 'stella'];

const data = await createDataDirectory();
const database = await createTestDatabase();
after(async () => {
  await database.drop();
  await data.remove();
});

async function stop(started: StartedProcess): Promise<void> {
  started.signal('SIGTERM');
  assert.deepEqual(await started.exited, { code: 0, signal: null });
}

test('DATABASE_URL takes the place of the embedded database', async (context) => {
  const environment = { ...freePorts, DATA_DIRECTORY: data.directory, DATABASE_URL: database.url };
  const started = run(context, stella, { environment });
  const { stella: url } = await addressesOf(started);
  const account = JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery staple' });
  const answer = await fetch(`${url}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: account,
  });
  assert.equal(answer.status, 200);
  assert.equal((await database.db.query(SQL`select from email_identities where email = 'ada@example.com'`)).length, 1);
  assert.doesNotMatch(started.said(), /embedded Postgres/);
  assert.deepEqual(await readdir(data.directory), ['secrets']);
  await stop(started);
});

async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await database.db.query(SQL`create database `.append(name));
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: async () => void (await database.db.query(SQL`drop database `.append(`${name} with (force)`))) };
}

async function comeUpTogether(context: TestContext, environment: Record<string, string>): Promise<void> {
  const both = [run(context, stella, { environment }), run(context, stella, { environment })];
  const addresses = await Promise.all(both.map(addressesOf));
  for (const address of addresses) assert.equal((await fetch(`${address.stella}/ping`)).status, 200);
  await Promise.all(both.map(stop));
}

test('two that start at once on one empty database both come up', async (context) => {
  const empty = await createEmptyDatabase();
  context.after(() => empty.drop());
  await comeUpTogether(context, { ...freePorts, DATA_DIRECTORY: data.directory, DATABASE_URL: empty.url });
});

test('two that start at once on one empty data directory share its Postgres, and the last one stops it', async (context) => {
  const fresh = await createDataDirectory();
  context.after(() => fresh.remove());
  await comeUpTogether(context, { ...freePorts, DATA_DIRECTORY: fresh.directory });
  assert.equal(hasPostgres(fresh.directory), false);
});
