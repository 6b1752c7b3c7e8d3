import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Database, openDatabase } from '../domain/database/database.ts';
import { startEmbeddedPostgres } from '../domain/database/embedded.ts';
import { migrate } from '../domain/database/migrate.ts';
import { readMigrations } from '../domain/database/migrations.ts';

/** A server for tests with a migrated database to copy. */
export interface TestServer {
  readonly url: string;
  readonly template: string;
  stop(): Promise<void>;
}

/** A database of a test file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  /** Closes the connections and deletes the database. */
  readonly drop: () => Promise<void>;
}

/**
 * The server of a test run: `TEST_DATABASE_URL` or `DATABASE_URL` if set, else an embedded one that forgoes safety for speed.
 * To be started once before the test files, which find it through SPECWRIGHT_TEST_SERVER and SPECWRIGHT_TEST_TEMPLATE.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await startEmbedded();
  return { url: server.url, template: await prepareTemplate(server.url), stop: () => server.stop() };
}

function startEmbedded(): Promise<{ url: string; stop(): Promise<void> }> {
  const flags = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];
  return startEmbeddedPostgres({ directory: '.data/test-postgres', flags });
}

/** Named after what is in it, so that one that is there already is the right one. */
async function prepareTemplate(url: string): Promise<string> {
  const checksums = (await readMigrations()).map(({ checksum }) => checksum).join();
  const template = `template_${createHash('sha256').update(checksums).digest('hex').slice(0, 16)}`;
  return withClient(url, async (client) => {
    if (await exists(client, template)) return template;
    const unfinished = `unfinished_${randomBytes(6).toString('hex')}`;
    await client.query(`create database ${unfinished}`);
    await migrate(databaseUrl(url, unfinished));
    await whenUnused(() => client.query(`alter database ${unfinished} rename to ${template}`)).catch(async (error: unknown) => {
      await client.query(`drop database ${unfinished} with (force)`);
      if (!(await exists(client, template))) throw error;
    });
    return template;
  });
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount === 1;
}

/** A connection that was just closed may still be counted for a moment (SQLSTATE 55006, object_in_use). */
async function whenUnused<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 50 || (error as { code?: string }).code !== '55006') throw error;
      await wait(20);
    }
  }
}

let own: Promise<TestServer> | undefined;

/** The run's server, or one of this process's own when a file is run by hand; that one is stopped when all is done. */
function findTestServer(): Promise<Omit<TestServer, 'stop'>> {
  const { SPECWRIGHT_TEST_SERVER: url, SPECWRIGHT_TEST_TEMPLATE: template } = process.env;
  if (url && template) return Promise.resolve({ url, template });
  own ??= startOwnServer();
  return own;
}

async function startOwnServer(): Promise<TestServer> {
  const server = await startTestServer();
  process.once('beforeExit', () => void server.stop());
  return server;
}

/** A fresh copy of the migrated database, as files: its every page would else go through the server's log. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await findTestServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(server.url, (client) => whenUnused(() => client.query(`create database ${name} template ${server.template} strategy file_copy`)));
  const url = databaseUrl(server.url, name);
  const db = openDatabase({ url, pooler: false });
  return {
    url,
    db,
    async drop() {
      await db.close();
      await withClient(server.url, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
