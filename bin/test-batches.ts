import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.ts';

/** Files of these folders start programs of their own or change the process they run in: each keeps its own. */
const alone = /^test\/(start|package|[^/]+\.test\.ts$)/;
const filesInABatch = 28;
/** Fewer than these in a folder are no process of their own. */
const fewFiles = 7;

/**
 * Files to hand to the test runner instead of the tests: each imports some of them, a suite for each file. A process for each
 * test file would spend most of its time on starting and on loading the same modules again.
 */
export function batchTests(files: readonly string[]): string[] {
  const folder = join(root, '.cache', 'test-batches');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const shared = [...byFolder(files.filter((file) => !alone.test(file)))].flatMap(([name, members]) =>
    slices(members).map((slice, index) => writeBatch(join(folder, `${name}-${index + 1}.test.ts`), slice)),
  );
  return [...files.filter((file) => alone.test(file)).map((file) => writeAlone(join(folder, aloneName(file)), file)), ...shared];
}

/** The test runner goes by the alphabet: these come first, since a long one at the end would run while a processor has nothing to do. */
function aloneName(file: string): string {
  return `alone-${file.replace(/^test\//, '').replaceAll('/', '-')}`;
}

/** `test/api/stella/x.test.ts` belongs to `api-stella`; what is in a folder of few files, such as `test/domain/agent`, to the folder around it. */
function byFolder(files: readonly string[]): Map<string, string[]> {
  const folders = groupBy(files, (file) => folderOf(file, 2));
  return groupBy(files, (file) => folderOf(file, (folders.get(folderOf(file, 2))?.length ?? 0) < fewFiles ? 1 : 2));
}

function groupBy(files: readonly string[], nameOf: (file: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) groups.set(nameOf(file), [...(groups.get(nameOf(file)) ?? []), file]);
  return groups;
}

function folderOf(file: string, depth: number): string {
  return file.split('/').slice(1, -1).slice(0, depth).join('-');
}

/** As few slices as may be, of about the same length. */
function slices(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / filesInABatch);
  return Array.from({ length: count }, (_, index) => files.filter((_file, place) => place % count === index));
}

function writeAlone(path: string, file: string): string {
  writeFileSync(path, `import '../../${file}';\n`);
  return path;
}

function writeBatch(path: string, files: readonly string[]): string {
  const suites = files.map((file) => `describe('${file}', async () => void (await import('../../${file}')));`);
  writeFileSync(path, `import { describe } from 'node:test';\n\n${suites.join('\n')}\n`);
  return path;
}
