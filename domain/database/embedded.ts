import { resolve } from 'node:path';
import pg from 'pg';
import { SQL } from 'sql-template-strings';
import { setTimeout as wait } from 'node:timers/promises';
import { findBinaries } from './embedded/binaries.ts';
import { openCluster, superuser } from './embedded/cluster.ts';
import { chooseLauncher } from './embedded/launch.ts';
import { EmbeddedPostgresError } from './embedded/embedded-postgres-error.ts';
import { findServer, startServer, stopServer, type RunningServer } from './embedded/server.ts';
import { withStartLock } from './embedded/start-lock.ts';

export interface EmbeddedOptions {
  /** Where data, password and log are kept between starts; default `.data/postgres`. */
  readonly directory?: string;
  /** Database to create when it is missing; default `specwright`. */
  readonly database?: string;
  /** Server settings, for example `fsync=off`; taken when the server is started here, not when one is found running. */
  readonly flags?: readonly string[];
  readonly onProgress?: (what: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection address with password, for this machine only. It speaks to the server directly: no pooler. */
  readonly url: string;
  /** Whether a server was running already, started by another process. */
  readonly reused: boolean;
  /** Gives the server up. It is stopped when nobody else uses it, and left to the others otherwise. */
  stop(): Promise<void>;
}

/** Users of the server hold a connection of this name; the last to give its own up stops the server. */
const leaseName = 'specwright lease';

/**
 * Starts a real PostgreSQL from the binaries of `embedded-postgres`, or joins the one that already serves the directory.
 * It outlives Ctrl-C and even this process; `stop` ends it, and after a crash the next start takes it over.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const { onProgress, flags = [], database = 'specwright' } = options;
  const directory = resolve(options.directory ?? '.data/postgres');
  const binaries = await findBinaries();
  const launcher = await chooseLauncher(directory, binaries.postgres);

  return withStartLock(directory, async () => {
    const cluster = await openCluster(directory, binaries, launcher);
    const url = (port: number, name: string) => `postgres://${superuser}:${cluster.password}@127.0.0.1:${port}/${name}`;
    const connectTo = ({ port }: RunningServer) => connect(url(port, 'postgres'), async () => (await findServer(cluster)) !== undefined);
    const running = await findServer(cluster);
    onProgress?.(running ? 'joining the PostgreSQL that is already running' : 'starting PostgreSQL');
    const joined = running && (await connectTo(running));
    const server = running && joined ? running : await startServer(cluster, binaries, launcher, flags);
    const lease = joined ?? (await connectTo(server));
    if (!lease) throw new EmbeddedPostgresError(`The embedded PostgreSQL ended right after its start. Its log: ${cluster.log}`);
    await createDatabase(lease, database);

    const stop = () =>
      withStartLock(directory, async () => {
        const others = await giveUp(lease);
        await lease.end();
        if (others === 0 && (await findServer(cluster))) await stopServer(cluster, binaries, launcher);
      });
    let stopped: Promise<void> | undefined;
    return { url: url(server.port, database), reused: joined !== undefined, stop: () => (stopped ??= stop()) };
  });
}

/**
 * One connection that is kept open, but does not keep this process alive. A server recovering from a crash refuses at first; one
 * that was just killed may still look alive for a moment, and is undefined as soon as it is gone.
 */
async function connect(url: string, isAlive: () => Promise<boolean>): Promise<pg.Pool | undefined> {
  const settings = { connectionString: url, application_name: leaseName, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true };
  const lease = new pg.Pool(settings);
  lease.on('error', () => undefined);
  for (let tries = 0; ; tries += 1) {
    try {
      await lease.query('select 1');
      return lease;
    } catch (error) {
      if (isCutOff(error) && !(await isAlive())) return void (await lease.end());
      if (tries === 100 || !(isCutOff(error) || isStartingUp(error))) throw error;
      await wait(100);
    }
  }
}

/** Nobody listens, or whoever did is ending: processes of a killed server take a connection and drop it. */
function isCutOff(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || message === 'Connection terminated unexpectedly';
}

/** `cannot_connect_now` (PostgreSQL, appendix A). */
function isStartingUp(error: unknown): boolean {
  return (error as { code?: string }).code === '57P03';
}

async function createDatabase(lease: pg.Pool, name: string): Promise<void> {
  const { rowCount } = await lease.query(SQL`select from pg_database where datname = ${name}`);
  if (rowCount === 0) await lease.query(`create database ${pg.escapeIdentifier(name)}`);
}

/**
 * How many other leases there are now; zero also when the server is gone: then there is nobody to leave it to. The name goes first: a
 * connection that has been ended is still listed for a moment, and whoever counts next would leave the server to nobody.
 */
async function giveUp(lease: pg.Pool): Promise<number> {
  try {
    await lease.query("set application_name = 'specwright'");
    const { rows } = await lease.query<{ leases: number }>(SQL`
      select count(*)::int as leases from pg_stat_activity where application_name = ${leaseName}
    `);
    return rows[0]?.leases ?? 0;
  } catch {
    return 0;
  }
}
