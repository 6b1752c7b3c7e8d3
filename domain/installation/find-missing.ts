import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import { readMigrations } from '../database/migrations.ts';
import { DomainError } from '../errors.ts';

/** What keeps the installation from working, in words for machines; empty where nothing does. */
export async function findMissing(db: Queryable): Promise<string[]> {
  try {
    const [migrations, applied] = await Promise.all([readMigrations(), readApplied(db)]);
    return migrations.filter(({ number }) => !applied.has(number)).map(({ file }) => `migration:${file.replace(/\.sql$/, '')}`);
  } catch (error) {
    return [error instanceof DomainError ? 'database_connection_unavailable' : 'readiness_check_failed'];
  }
}

async function readApplied(db: Queryable): Promise<ReadonlySet<number>> {
  const rows = await db.query<{ number: number }>(SQL`
    select number
    from migrations
  `.setName('read_applied_migrations'));
  return new Set(rows.map(({ number }) => number));
}
