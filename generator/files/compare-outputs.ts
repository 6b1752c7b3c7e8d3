import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isGenerated, type OutputFile } from '../emit/output-file.ts';

/** How a folder of generated files differs from what was generated just now. Paths are relative to the folder. */
export interface Differences {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Written by us once, produced no longer. */
  readonly leftOver: readonly string[];
  /** In the way of an output, but not written by us: never touched. */
  readonly foreign: readonly string[];
  readonly unchanged: number;
}

/** Compares without writing. A file that does not carry our header is not ours, whatever its name. */
export function compareOutputs(folder: string, all: readonly OutputFile[]): Differences {
  const standing = all.filter((output) => output.standing !== undefined).map(({ path }) => path);
  const outputs = all.filter((output) => output.standing === undefined);
  const present = readTexts(folder, new Set(standing));
  const wanted = new Set(outputs.map(({ path }) => path));
  const changed = outputs.filter(({ path, text }) => present.has(path) && present.get(path) !== text).map(({ path }) => path);
  return {
    missing: outputs.filter(({ path }) => !present.has(path)).map(({ path }) => path),
    changed: changed.filter((path) => isGenerated(present.get(path) ?? '')),
    foreign: changed.filter((path) => !isGenerated(present.get(path) ?? '')),
    leftOver: [...present].filter(([path, text]) => !wanted.has(path) && isGenerated(text)).map(([path]) => path),
    unchanged: standing.length + outputs.filter(({ path, text }) => present.get(path) === text).length,
  };
}

export function isSame({ missing, changed, leftOver, foreign }: Differences): boolean {
  return missing.length + changed.length + leftOver.length + foreign.length === 0;
}

/** Every file below a folder by its path with `/`, but for some; an absent folder is an empty one. */
export function readTexts(folder: string, but: ReadonlySet<string> = new Set()): Map<string, string> {
  const paths = listFiles(folder).filter((path) => !but.has(path));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
