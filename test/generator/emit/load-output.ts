import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import type { OutputFile } from '../../../generator/emit/output-file.ts';
import { loadSource } from '../../load-source.ts';

const root = new URL('../../../', import.meta.url).pathname;

/** Writes generated files to a folder of this package, so that they find the runtime, and imports one of them. */
export async function loadOutput(files: readonly OutputFile[], path: string): Promise<Record<string, unknown>> {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'emit-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
  return loadSource(join(folder, path));
}
