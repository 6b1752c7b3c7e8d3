import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { launch, type Launcher } from './launch.ts';

/** The files of one embedded server, all below one directory. */
export interface Cluster {
  /** PostgreSQL's own data directory. */
  readonly data: string;
  readonly password: string;
  readonly log: string;
}

export const superuser = 'specwright';

/** Finds the cluster of a directory, or makes one: with a password of its own, kept beside the data for the owner only. */
export async function openCluster(directory: string, binaries: Binaries, launcher: Launcher): Promise<Cluster> {
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  const log = join(directory, 'server.log');
  const version = await readVersion(data);
  if (version === undefined) return { data, log, password: await createCluster(data, passwordFile, binaries, launcher) };
  if (version !== binariesVersion) {
    throw new EmbeddedPostgresError(
      `The data in ${data} was made by PostgreSQL ${version}, and this version brings PostgreSQL ${binariesVersion}. ` +
        'Export it with the older one, or move the folder away to begin anew.',
    );
  }
  const password = await readFile(passwordFile, 'utf8').catch(() => {
    throw new EmbeddedPostgresError(
      `${passwordFile} is missing, so the data beside it cannot be opened. ` +
        'Put the file back, or move the folder away to begin anew.',
    );
  });
  return { data, log, password: password.trim() };
}

/** Major version of the programs; the package's version begins with it. */
const binariesVersion = '18';

async function readVersion(data: string): Promise<string | undefined> {
  return readFile(join(data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

/** Made under another name and renamed when whole, so that an interrupted start leaves nothing half done. */
async function createCluster(data: string, passwordFile: string, binaries: Binaries, launcher: Launcher): Promise<string> {
  const unfinished = `${data}.unfinished`;
  const password = randomBytes(24).toString('base64url');
  await rm(unfinished, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (launcher.user) await chown(passwordFile, launcher.user.uid, launcher.user.gid);
  await launch(launcher, binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  await rename(unfinished, data);
  return password;
}
