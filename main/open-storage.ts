import { join } from 'node:path';
import { openDatabase, type Database } from '../domain/database/database.ts';
import { startEmbeddedPostgres } from '../domain/database/embedded.ts';
import { migrate } from '../domain/database/migrate.ts';
import type { Configuration } from './configuration.ts';
import { say, step } from './progress.ts';

/** The database that the configuration names, migrated; what has to be closed again is put on `undo`. */
export async function openStorage({ databaseUrl, databaseConnections, dataDirectory }: Configuration, undo: (() => unknown)[]): Promise<Database> {
  const url = databaseUrl ?? (await startEmbedded(join(dataDirectory, 'postgres'), undo));
  await step('migrations', () => migrate(url, { onProgress: (file) => say(`    ${file}`) }));
  const db = openDatabase({ url, maxConnections: databaseConnections, pooler: databaseUrl !== undefined });
  undo.push(() => db.close());
  return db;
}

async function startEmbedded(directory: string, undo: (() => unknown)[]): Promise<string> {
  const server = await step('embedded Postgres', () => startEmbeddedPostgres({ directory, onProgress: (line) => say(`    ${line}`) }));
  undo.push(() => server.stop());
  return server.url;
}
