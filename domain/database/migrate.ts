import pg from 'pg';
import { SQL } from 'sql-template-strings';
import { MigrationError } from './migration-error.ts';
import { type Migration, readMigrations } from './migrations.ts';

export interface MigrateOptions {
  /** Where the numbered files are; default: this project's `migrations/`. */
  readonly directory?: string;
  /** Called after each file that was applied, with its name. */
  readonly onProgress?: (file: string) => void;
}

/** Any number will do, as long as all starters use the same one. */
const lockKey = 7_364_201;

/**
 * Brings the schema up to date and returns the names of the files that were applied now: all that are missing, in order, also those
 * that came from another line of work after later numbers had been applied. Safe with several starters:
 * each file runs in a transaction of its own that first takes a transaction-level advisory lock, so it works through
 * a pooler too. Throws when an applied file was changed since, or when the database is ahead of the files.
 */
export async function migrate(databaseUrl: string, { directory, onProgress }: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const settings = { connectionString: databaseUrl, application_name: 'specwright migrate', connectionTimeoutMillis: 10_000 };
  const client = new pg.Client(settings);
  await client.connect();
  try {
    const applied: string[] = [];
    while (true) {
      const file = await inTransaction(client, () => applyNext(client, migrations));
      if (file === undefined) return applied;
      applied.push(file);
      onProgress?.(file);
    }
  } finally {
    await client.end();
  }
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Applies the first file that is missing, or returns undefined when none is. */
async function applyNext(client: pg.Client, migrations: readonly Migration[]): Promise<string | undefined> {
  await client.query('set local statement_timeout = 0');
  await client.query(SQL`select pg_advisory_xact_lock(${lockKey})`);
  const done = await readApplied(client);
  checkApplied(done, migrations);
  const next = migrations.find(({ number }) => !done.some((row) => row.number === number));
  if (!next) return undefined;
  await client.query(next.sql).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(`migrations/${next.file} failed: ${reason}`, { cause });
  });
  await client.query(SQL`
    insert into migrations (number, file, checksum)
    values (${next.number}, ${next.file}, ${next.checksum})
  `);
  return next.file;
}

interface Applied {
  readonly number: number;
  readonly file: string;
  readonly checksum: string;
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(`
    create table if not exists migrations (
      number integer primary key,
      file text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )
  `);
  const { rows } = await client.query<Applied>('select number, file, checksum from migrations order by number');
  return rows;
}

function checkApplied(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const row of applied) {
    const migration = migrations.find(({ number }) => number === row.number);
    if (!migration) {
      throw new MigrationError(`The database has the migration ${row.file}, which is not here: update this version.`);
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationError(
        `migrations/${migration.file} is not what was applied to this database (${row.file}). ` +
          'Migrations are forward only: restore the file and put the change into a new one.',
      );
    }
  }
}
