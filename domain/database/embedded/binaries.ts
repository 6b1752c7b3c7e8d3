import { platform, arch } from 'node:os';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Paths of PostgreSQL's own programs. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/**
 * The programs that `embedded-postgres` brings for this machine. They are taken from its package for the platform and
 * started by us: the main package would stop the server on Ctrl-C, before requests in flight are answered.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL here for ${platform()} on ${arch()} (package ${name}). ` +
        'Install dependencies with optional ones included, or set DATABASE_URL to a server of your own.',
      { cause },
    );
  }
}
