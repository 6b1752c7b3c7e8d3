import { readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findProcess } from './find-process.ts';
import { launch, type Launcher } from './launch.ts';

/** A server at work, as its `postmaster.pid` tells (PostgreSQL documentation, section 66.1). */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/** The cluster's running server. A file left by a crash, whose process is gone or is another program's now, is removed. */
export async function findServer(cluster: Cluster): Promise<RunningServer | undefined> {
  const file = join(cluster.data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const [pid, , , port] = text.split('\n').map((line) => Number(line));
  if (pid && (await isPostgres(pid))) return { pid, port: port ?? 0 };
  await rm(file, { force: true });
  return undefined;
}

/** Where the program cannot be told, it is taken for the server rather than for another. */
async function isPostgres(pid: number): Promise<boolean> {
  const name = await findProcess(pid);
  return name === '' || (name?.startsWith('postgres') ?? false);
}

/**
 * Starts the server on 127.0.0.1 only and waits until it takes connections. `pg_ctl` makes it a process group of its own,
 * so that Ctrl-C in the terminal reaches us and not the server.
 */
export async function startServer(
  cluster: Cluster,
  binaries: Binaries,
  launcher: Launcher,
  flags: readonly string[],
): Promise<RunningServer> {
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...flags];
  const options = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)];
  try {
    await launch(launcher, binaries.pg_ctl, [
      'start',
      '--silent',
      '--wait',
      '--timeout=60',
      `--pgdata=${cluster.data}`,
      `--log=${cluster.log}`,
      `--options=${options.join(' ')}`,
    ]);
  } catch (cause) {
    const end = await readEnd(cluster.log);
    throw new EmbeddedPostgresError(`The embedded PostgreSQL did not start. Its log says:\n${end}`, { cause });
  }
  const server = await findServer(cluster);
  if (!server) throw new EmbeddedPostgresError(`The embedded PostgreSQL ended right after its start. Its log: ${cluster.log}`);
  return server;
}

async function readEnd(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '(nothing)');
  return text.trimEnd().split('\n').slice(-8).join('\n');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Stops the server ("fast": connections are closed, nothing is lost) and waits for its end. */
export async function stopServer(cluster: Cluster, binaries: Binaries, launcher: Launcher): Promise<void> {
  const args = ['stop', '--silent', '--mode=fast', '--wait', '--timeout=60', `--pgdata=${cluster.data}`];
  await launch(launcher, binaries.pg_ctl, args);
}
