import pg from 'pg';
import type { SQLStatement } from 'sql-template-strings';
import { DomainError } from '../errors.ts';
import { translateError } from './translate-error.ts';

/** Where statements run: the pool, or one transaction of it. */
export interface Queryable {
  /** Runs one statement and returns its rows. */
  query<Row>(statement: SQLStatement): Promise<Row[]>;
}

/** The database as handlers and domain functions get it. */
export interface Database extends Queryable {
  /** See `transaction`. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** For metrics. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number };
  /** Ends when the connections in use have been given back and all are closed. */
  close(): Promise<void>;
}

export interface DatabaseSettings {
  readonly url: string;
  /**
   * Whether a transaction pooler may stand between us and the server (the default). Then statements are not
   * prepared by name and no run-time parameter is sent while connecting, since either is state of a server connection
   * that a pooler hands to others; the time limit is then kept by this side. `false`: the server is spoken to directly.
   */
  readonly pooler?: boolean;
  /** Connections at most; default 10. */
  readonly maxConnections?: number;
  /** Callers that may wait for a connection before others are refused with `overloaded`; default 100. */
  readonly maxWaiting?: number;
  /** Milliseconds to wait for a connection; default 5000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds a statement may take; default 5000. */
  readonly statementTimeoutMs?: number;
}

/** Opens a bounded pool. No connection is made before the first statement. */
export function openDatabase(settings: DatabaseSettings): Database {
  const { pooler = true, maxWaiting = 100 } = settings;
  const pool = new pg.Pool(poolConfig(settings));
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);

  const refuseWhenFull = () => {
    if (pool.waitingCount >= maxWaiting) throw new DomainError('overloaded', 'Too many requests wait for the database.');
  };

  return {
    async query<Row>(statement: SQLStatement): Promise<Row[]> {
      refuseWhenFull();
      return run<Row>(pool, statement, pooler);
    },
    async transaction(work) {
      refuseWhenFull();
      return runTransaction(pool, work, pooler);
    },
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

function poolConfig({ url, pooler = true, ...settings }: DatabaseSettings): pg.PoolConfig {
  const statementTimeoutMs = settings.statementTimeoutMs ?? 5000;
  return {
    connectionString: url,
    application_name: 'specwright',
    max: settings.maxConnections ?? 10,
    connectionTimeoutMillis: settings.connectTimeoutMs ?? 5000,
    // The server stops the statement at its limit; this side gives up a little later, in case no word comes.
    query_timeout: statementTimeoutMs + (pooler ? 0 : 1000),
    ...(!pooler && { statement_timeout: statementTimeoutMs }),
  };
}

async function run<Row>(on: pg.Pool | pg.PoolClient, statement: SQLStatement, pooler: boolean): Promise<Row[]> {
  const { text, values, name } = statement;
  try {
    const result = await on.query<Row & pg.QueryResultRow>(pooler ? { text, values } : { text, values, name });
    return result.rows;
  } catch (error) {
    throw translateError(error);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw translateError(error);
  }
}

async function runTransaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>, pooler: boolean): Promise<T> {
  const client = await connect(pool);
  let broken: Error | undefined;
  const giveUp = (error: unknown) => {
    broken = error instanceof Error ? error : new Error(String(error));
  };
  client.on('error', giveUp);
  try {
    await client.query('begin');
    const result = await work({ query: (statement) => run(client, statement, pooler) });
    await client.query('commit');
    return result;
  } catch (error) {
    const fault = translateError(error);
    // A connection that timed out or broke may still be busy: it is closed, and the server rolls back.
    if (isDatabaseFault(fault)) giveUp(fault);
    else await client.query('rollback').catch(giveUp);
    throw fault;
  } finally {
    client.off('error', giveUp);
    client.release(broken);
  }
}

function isDatabaseFault(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.code === 'overloaded' || error.code === 'unavailable');
}

/**
 * Runs `work` between `begin` and `commit` (read committed); whatever it throws rolls everything back and is thrown on.
 * All statements of the work must go through the `tx` it is given.
 */
export function transaction<T>(db: Database, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return db.transaction(work);
}

/** The first row of a statement, or undefined when there is none. */
export async function first<Row>(db: Queryable, statement: SQLStatement): Promise<Row | undefined> {
  const [row] = await db.query<Row>(statement);
  return row;
}

/** The one row of a statement that always yields one, such as `insert … returning`. */
export async function only<Row>(db: Queryable, statement: SQLStatement): Promise<Row> {
  const rows = await db.query<Row>(statement);
  const [row] = rows;
  if (row !== undefined && rows.length === 1) return row;
  throw new Error(`The statement ${statement.name} yielded ${rows.length} rows, not one.`);
}
