import { join } from 'node:path';
import { openDatabase, type Database } from '../domain/database/database.ts';
import { startEmbeddedPostgres } from '../domain/database/embedded.ts';
import { migrate } from '../domain/database/migrate.ts';
import type { Configuration } from './configuration.ts';
import { say, step } from './progress.ts';

/** Ends something that was started. */
export type Stop = () => unknown;

/** A database that has the current schema. */
export interface Storage {
  readonly url: string;
  /** Whether a transaction pooler may stand before it. */
  readonly pooler: boolean;
}

/**
 * The database that the configuration names, migrated. What has to be closed again is put on `undo`, and on `outliving` too
 * if it would go on after the end of this process.
 */
export async function prepareStorage({ databaseUrl, dataDirectory }: Configuration, undo: Stop[], outliving: Stop[] = []): Promise<Storage> {
  const url = databaseUrl ?? (await startEmbedded(join(dataDirectory, 'postgres'), [undo, outliving]));
  await step('migrations', () => migrate(url, { onProgress: (file) => say(`    ${file}`) }));
  return { url, pooler: databaseUrl !== undefined };
}

/** The pool of one process. */
export function openPool(storage: Storage, maxConnections: number, undo: Stop[]): Database {
  const db = openDatabase({ ...storage, maxConnections });
  undo.push(() => db.close());
  return db;
}

async function startEmbedded(directory: string, lists: readonly Stop[][]): Promise<string> {
  const server = await step('embedded Postgres', () => startEmbeddedPostgres({ directory, onProgress: (line) => say(`    ${line}`) }));
  for (const list of lists) list.push(() => server.stop());
  return server.url;
}

/** The last started first. */
export async function stopAll(undo: Stop[]): Promise<void> {
  for (const each of undo.splice(0).reverse()) await each();
}
