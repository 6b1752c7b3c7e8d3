import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nearestWord } from '../load/did-you-mean.ts';
import { findDocuments } from '../load/find-document.ts';
import { UsageError } from './arguments.ts';

/** The folder that holds spec/, generated/, handlers/ and test/, and the contracts that a command is about. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  /** Names of folders under spec/, sorted. */
  readonly apis: readonly string[];
  /** True unless one API was asked for. */
  readonly isWhole: boolean;
}

/** The project around the current folder, or at `--root`; all of its APIs, or the one named with `--only`. */
export function openProject(options: { readonly root?: string; readonly only?: string }): Project {
  const root = options.root === undefined ? nearestProject(process.cwd()) : resolve(options.root);
  if (!existsSync(join(root, 'spec'))) throw new UsageError(`${root} has no folder spec/ with contracts`);
  const apis = allApis(root);
  if (options.only === undefined) return { root, apis, isWhole: true };
  if (!apis.includes(options.only))
    throw new UsageError(`there is no contract in spec/${options.only}${hint(options.only, apis)}`);
  return { root, apis: [options.only], isWhole: false };
}

/** Names of the folders under spec/ that have a contract, sorted. */
export function allApis(root: string): readonly string[] {
  return readdirSync(join(root, 'spec'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && hasContract(join(root, 'spec', entry.name)))
    .map(({ name }) => name)
    .sort();
}

function hasContract(folder: string): boolean {
  return findDocuments(folder, 'openapi').length + findDocuments(folder, 'asyncapi').length > 0;
}

function nearestProject(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'spec'))) return folder;
    if (folder === dirname(folder)) throw new UsageError('no folder spec/ here or above; name the project with --root');
  }
}

function hint(name: string, apis: readonly string[]): string {
  const like = nearestWord(name, apis);
  return like === undefined ? `; there are: ${apis.join(', ')}` : `; did you mean ${like}?`;
}
