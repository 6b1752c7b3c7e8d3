import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MigrationError } from './migration-error.ts';

/** One step of the schema, forward only. */
export interface Migration {
  readonly number: number;
  /** File name, for example `0003-user.sql`. */
  readonly file: string;
  readonly sql: string;
  /** SHA-256 of the text with LF line ends, hexadecimal. */
  readonly checksum: string;
}

export const migrationsDirectory = fileURLToPath(new URL('../../migrations/', import.meta.url));

const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** Reads the migrations of a directory in order. Refuses a name out of form and a number used twice; numbers may be left out. */
export async function readMigrations(directory: string = migrationsDirectory): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(directory, file)));
  for (const [index, { number, file }] of migrations.entries()) {
    if (number === migrations[index - 1]?.number) throw new MigrationError(`migrations/${file}: its number is that of ${migrations[index - 1]?.file}`);
  }
  return migrations;
}

async function readMigration(directory: string, file: string): Promise<Migration> {
  const match = fileName.exec(file);
  if (!match) throw new MigrationError(`migrations/${file}: the name must look like 0012-noun.sql`);
  const number = Number(match[1]);
  const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
  return { number, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
