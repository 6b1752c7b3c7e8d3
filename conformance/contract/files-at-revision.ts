import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder as it was at a revision. */
export interface OldFiles {
  /** Stands where the working tree's root does. */
  readonly root: string;
  /** The folder that was asked for. */
  readonly folder: string;
  readonly remove: () => void;
}

/** Git does not know the revision, or the folder was not there. The message is for people. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
}

/** Writes what a folder of a git working tree held at a revision to a folder of its own. Throws {@link RevisionError}. */
export function filesAtRevision(folder: string, revision: string): OldFiles {
  const top = git(folder, ['rev-parse', '--show-toplevel']).toString().trim();
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], `git knows no revision ${revision}`);
  const relative = path.relative(realpathSync(top), realpathSync(folder));
  const archive = git(top, ['archive', '--format=tar', commit.toString().trim(), ...(relative === '' ? [] : [relative])], `${relative} was not there at ${revision}`);
  const root = mkdtempSync(path.join(tmpdir(), 'specwright-diff-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  const { status } = spawnSync('tar', ['-x', '-C', root], { input: archive, stdio: ['pipe', 'ignore', 'ignore'] });
  const old = path.join(root, relative);
  if (status === 0 && existsSync(old)) return { root, folder: old, remove };
  remove();
  throw new RevisionError(`the files of ${revision} could not be unpacked (is there a program tar?)`);
}

function git(folder: string, args: readonly string[], explanation?: string): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], { maxBuffer: 2 ** 30 });
  if (status === 0) return stdout;
  throw new RevisionError(explanation ?? (error?.message ?? stderr.toString().trim()));
}
