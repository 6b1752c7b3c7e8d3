import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from '../emit/output-file.ts';
import { compareOutputs, type Differences } from './compare-outputs.ts';

/** A file that we did not write stands where an output belongs. */
export class ForeignFile extends Error {
  override readonly name = 'ForeignFile';
}

/**
 * Brings a folder to what was generated: writes what differs, deletes what we no longer produce, leaves the rest alone.
 * All texts are on the disk before the first file is replaced, and each is replaced by a rename: a crash while writing
 * leaves the old output whole. `staging` must be on the same file system.
 */
export function writeOutputs(folder: string, outputs: readonly OutputFile[], staging: string): Differences {
  const differences = compareOutputs(folder, outputs);
  if (differences.foreign.length > 0) {
    const paths = differences.foreign.map((path) => join(folder, path)).join(', ');
    throw new ForeignFile(`${paths}: not written by specwright, so it is not overwritten; move it away`);
  }
  replaceFiles(folder, pick(outputs, [...differences.missing, ...differences.changed]), staging);
  removeFiles(folder, differences.leftOver);
  return differences;
}

/** Deletes files below a folder, and the folders that are empty then. */
export function removeFiles(folder: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(folder, path));
  removeEmptyFolders(folder, paths);
}

function pick(outputs: readonly OutputFile[], paths: readonly string[]): OutputFile[] {
  const wanted = new Set(paths);
  return outputs.filter(({ path }) => wanted.has(path));
}

/** Writes files below a folder, all of them or none. */
export function replaceFiles(folder: string, files: readonly OutputFile[], staging: string): void {
  if (files.length === 0) return;
  mkdirSync(staging, { recursive: true });
  const stage = mkdtempSync(join(staging, 'outputs-'));
  try {
    files.forEach(({ text }, index) => writeFileSync(join(stage, String(index)), text));
    for (const target of new Set(files.map(({ path }) => dirname(join(folder, path))))) mkdirSync(target, { recursive: true });
    files.forEach(({ path }, index) => renameSync(join(stage, String(index)), join(folder, path)));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Removes the folders of deleted files, up to `folder` itself, as far as nothing else is in them. */
function removeEmptyFolders(folder: string, deleted: readonly string[]): void {
  for (const path of deleted) {
    for (let parent = dirname(path); isEmpty(join(folder, parent)); parent = dirname(parent)) {
      rmdirSync(join(folder, parent));
      if (parent === '.') return;
    }
  }
}

/** False also for a folder that is gone already: then those above it have been looked at. */
function isEmpty(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length === 0;
}
