import { type ChildProcess, execFile, spawn, type SpawnOptions } from 'node:child_process';
import { chown, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const execute = promisify(execFile);

/** Runs PostgreSQL's programs as someone who is not root, which they refuse to be. */
export interface Launcher {
  /** Put before every command. */
  readonly prefix: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

const ownUser: Launcher = { prefix: [] };

/**
 * How to run PostgreSQL on this directory. For an ordinary user: plainly. For root: as the directory's owner, if that is
 * someone else; in a user namespace where root has another name (the folders need not be open to anybody else then);
 * as the user `postgres`, who is then given the directory.
 */
export async function chooseLauncher(directory: string, program: string): Promise<Launcher> {
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(directory, { mode: 0o700 }).catch(ignoreExisting);
  if (process.getuid?.() !== 0) return ownUser;
  const owner = await stat(directory);
  const candidates = owner.uid === 0 ? [await namespaceLauncher(), await postgresLauncher()] : [{ prefix: [], user: owner }];
  for (const launcher of candidates) {
    if (launcher && (await works(launcher, program, directory))) return launcher;
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and no other way was found: `unshare --user` is not permitted here, and the user ' +
      '`postgres` is missing or cannot enter this folder. Run as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}

function ignoreExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

async function namespaceLauncher(): Promise<Launcher | undefined> {
  // The name must exist: initdb looks it up. Any one but root's will do, since outside it is still root.
  const [account] = (await readAccounts()).filter(({ uid }) => uid > 0);
  return account && { prefix: ['unshare', '--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`] };
}

async function postgresLauncher(): Promise<Launcher | undefined> {
  const account = (await readAccounts()).find(({ name }) => name === 'postgres');
  return account && { prefix: [], user: account };
}

async function readAccounts(): Promise<{ name: string; uid: number; gid: number }[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** Whether the program runs this way, and may write into the directory, which becomes its user's if it has one. */
async function works(launcher: Launcher, program: string, directory: string): Promise<boolean> {
  const before = await stat(directory);
  if (launcher.user) await chown(directory, launcher.user.uid, launcher.user.gid);
  const script = '"$1" --version && test -w "$2" && test -x "$2"';
  const [command, args, options] = commandLine(launcher, 'sh', ['-c', script, 'sh', program, directory]);
  try {
    await execute(command, args, { ...options, timeout: 10_000 });
    return true;
  } catch {
    await chown(directory, before.uid, before.gid);
    return false;
  }
}

type CommandOptions = Pick<SpawnOptions, 'cwd' | 'uid' | 'gid' | 'env'>;

function commandLine({ prefix, user }: Launcher, program: string, args: readonly string[]): [string, string[], CommandOptions] {
  const [command = program, ...rest] = [...prefix, program, ...args];
  // The working directory may be one that the other user cannot enter.
  const other = user && { uid: user.uid, gid: user.gid, cwd: '/' };
  return [command, rest, { ...other, env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' } }];
}

/** Runs a program to its end; throws with what it said on stderr when it fails. Ctrl-C does not reach it. */
export async function launch(launcher: Launcher, program: string, args: readonly string[]): Promise<void> {
  const [command, rest, options] = commandLine(launcher, program, args);
  const child = spawn(command, rest, { ...options, detached: true, windowsHide: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const complaint = collect(child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) throw new EmbeddedPostgresError(`${program} failed with exit code ${code}: ${complaint().trim()}`);
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-4000);
  });
  return () => text;
}
