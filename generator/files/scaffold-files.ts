import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from '../emit/output-file.ts';

/** Creates the files that are missing and returns their paths. A file that exists is never touched, whatever it holds. */
export function scaffoldFiles(root: string, stubs: readonly OutputFile[]): string[] {
  return stubs.filter(({ path, text }) => createFile(join(root, path), text)).map(({ path }) => path);
}

function createFile(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
