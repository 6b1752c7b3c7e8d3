import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { filesAtRevision, RevisionError } from '../conformance/contract/files-at-revision.ts';
import { openContract, type Contract } from '../conformance/contract/open-contract.ts';
import { UsageError } from '../generator/commands/arguments.ts';

export interface RevisionOptions {
  /** For messages. */
  readonly command: string;
  readonly lenient: boolean;
}

/**
 * A document, or the folder of one, as it was at a git revision. Its files are called as in the working tree.
 * @throws {UsageError} where git does not know the revision, or the document was not there
 */
export async function openAtRevision(document: string, revision: string, { command, lenient }: RevisionOptions): Promise<Contract> {
  const isFolder = statSync(document).isDirectory();
  const folder = isFolder ? document : path.dirname(document);
  const files = unpack(folder, revision, command);
  try {
    const before = path.join(files.folder, isFolder ? '' : path.basename(document));
    if (!existsSync(before)) throw new UsageError(`specwright ${command}: ${path.relative(process.cwd(), document)} was not there at ${revision}`);
    const base = path.resolve(files.root, path.relative(path.resolve(folder, path.relative(files.folder, files.root)), process.cwd()));
    return await openContract(before, { base, lenient });
  } finally {
    files.remove();
  }
}

function unpack(folder: string, revision: string, command: string) {
  try {
    return filesAtRevision(folder, revision);
  } catch (error) {
    if (error instanceof RevisionError) throw new UsageError(`specwright ${command}: ${error.message}`);
    throw error;
  }
}
