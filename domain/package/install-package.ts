import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountActor } from '../actor.ts';
import { isAgentId } from '../agent/agent.ts';
import { saveAgent } from '../agent/save-agent.ts';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { downloadArchive } from './download-archive.ts';
import type { PackageSettings } from './package-source.ts';
import { unpack } from './unpack.ts';

export interface InstallInput {
  readonly name: string;
  /** Without it, the newest. */
  readonly version?: string;
  readonly signal: AbortSignal;
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly agentId: string;
}

const mebibyte = 1024 * 1024;

/**
 * Downloads an agent's package, unpacks it below `<directory>/<tenant>/<name>/<version>` and adds the agent to the registry of
 * the actor's tenant. The folder appears whole or not at all. Throws `unconfigured`, `package_not_found`, `package_refused`,
 * `package_too_large`, `upstream_failed` or `upstream_timeout`.
 */
export async function installPackage(
  db: Database,
  settings: PackageSettings,
  actor: AccountActor,
  { name, version, signal }: InstallInput,
): Promise<InstalledPackage> {
  if (!isAgentId(name)) throw new DomainError('package_not_found', 'There is no such package.', { facts: { status: 404 } });
  const folder = join(settings.directory, actor.tenantId, name);
  await mkdir(folder, { recursive: true });
  const workshop = await mkdtemp(join(folder, '.unfinished-'));
  try {
    const archive = join(workshop, 'archive.zip');
    const downloaded = await downloadArchive(settings, { name, version, file: archive, signal });
    const contents = join(workshop, 'contents');
    await mkdir(contents);
    const { maxUnpackedBytes = 200 * mebibyte, maxFiles = 10_000 } = settings;
    await unpack(archive, contents, { maxUnpackedBytes, maxFiles });
    await replaceFolder(contents, join(folder, downloaded.version), join(workshop, 'replaced'));
    await saveAgent(db, actor.tenantId, { id: name, name, description: '', version: downloaded.version });
    return { name, version: downloaded.version, agentId: name };
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** Puts a folder in another's place. Two that install the same version at once both end with a whole one. */
async function replaceFolder(from: string, to: string, aside: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await rename(to, join(`${aside}-${tries}`)).catch(ignoreMissing);
    try {
      return await rename(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (tries === 10 || (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM')) throw error;
    }
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
