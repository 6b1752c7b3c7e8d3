import { join } from 'node:path';
import { openDatabase, type Database } from '../domain/database/database.ts';
import { startEmbeddedPostgres } from '../domain/database/embedded.ts';
import { migrate } from '../domain/database/migrate.ts';
import type { Configuration } from './configuration.ts';
import { say, step } from './progress.ts';

/** Ends something that was started. */
export type Stop = () => unknown;

/**
 * The database that the configuration names, migrated. What has to be closed again is put on `undo`, and on `outliving` too
 * if it would go on after the end of this process.
 */
export async function openStorage({ databaseUrl, databaseConnections, dataDirectory }: Configuration, undo: Stop[], outliving: Stop[] = []): Promise<Database> {
  const url = databaseUrl ?? (await startEmbedded(join(dataDirectory, 'postgres'), [undo, outliving]));
  await step('migrations', () => migrate(url, { onProgress: (file) => say(`    ${file}`) }));
  const db = openDatabase({ url, maxConnections: databaseConnections, pooler: databaseUrl !== undefined });
  undo.push(() => db.close());
  return db;
}

async function startEmbedded(directory: string, lists: readonly Stop[][]): Promise<string> {
  const server = await step('embedded Postgres', () => startEmbeddedPostgres({ directory, onProgress: (line) => say(`    ${line}`) }));
  for (const list of lists) list.push(() => server.stop());
  return server.url;
}
