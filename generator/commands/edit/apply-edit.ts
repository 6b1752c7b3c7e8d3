import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { longestFile } from '../../emit/by-folder.ts';
import { areMany } from '../../emit/by-operation.ts';
import { generatorHash, type RecordedApi } from '../../files/generation-record.ts';
import { filesBelow } from '../../files/hashes.ts';
import type { LastGeneration } from '../../files/last-generation.ts';
import { removeFiles, replaceFiles } from '../../files/write-outputs.ts';
import { Refusals } from '../../load/refusals.ts';
import { TextCache } from '../../load/text-cache.ts';
import { samplesPath, type LoadOptions } from '../../model/load-api.ts';
import { reportChanges } from '../changes/report-changes.ts';
import { compareDocuments } from './document-change.ts';
import { cutDocument } from './document-pieces.ts';
import { moveLines } from './move-lines.ts';
import { printEdit, type EditTools, type PrintedEdit } from './print-edit.ts';

/** What a generation of an edit alone did. */
export interface AppliedEdit {
  /** How many files, in words. */
  readonly files: string;
  /** What is to be told of the contract. */
  readonly warnings: string;
  /** What changed in it, for people. */
  readonly changes: string;
}

/**
 * Brings what was generated of a large document to what it says after an edit of some of its path items and components, by
 * generating nothing but what that concerns. Undefined, and nothing is written, where it cannot be done so: then everything has to be generated.
 */
export async function applyEdit(api: RecordedApi, last: LastGeneration, options: LoadOptions): Promise<AppliedEdit | undefined> {
  const text = readText(join(api.root, last.path));
  const [before, after] = [last.document(), text].map((one) => one === undefined ? undefined : cutDocument(one));
  const document = before && after && compareDocuments(before, after);
  const told = document && moveLines(last.told, last.path, document);
  if (document === undefined || told === undefined || text === undefined || !last.isOutputSame()) return undefined;
  const scratch = join(api.root, '.cache', 'specwright');
  const generated = join(api.root, 'generated', api.name);
  const printed = await orRefused(printEdit(document, { name: api.name, generated, scratch, options, known: knownTexts(api, scratch), features: last.features }));
  if (printed === undefined || !areMany(printed.operations) || !areComponentsApart(generated, printed)) return undefined;
  const { outputs, gone } = printed;
  const changes = reportChanges(api.root, api.name, outputs);
  replaceFiles(generated, outputs, scratch);
  removeFiles(generated, gone);
  last.amend({ document: text, told, ...printed });
  return { files: countFiles(last.paths, printed), warnings: told, changes };
}

/** What the last generation of the whole remembers. */
function knownTexts({ root, name }: RecordedApi, folder: string): EditTools['known'] {
  const recall = (file: string) => new TextCache(file, generatorHash()).lend();
  return { samples: recall(samplesPath(folder, join(root, 'spec', name))), printed: recall(join(folder, `${name}.texts`)) };
}

/**
 * Whether components have files of their own in the whole, as they have in a part, and will have them: that depends on how long all of them are
 * together.
 */
function areComponentsApart(generated: string, { outputs }: PrintedEdit): boolean {
  return ['validators', 'serializers'].every((kind) => {
    const files = filesBelow(join(generated, kind, 'schemas'));
    const isNone = files.length === 0 && readText(join(generated, kind, 'schemas.js')) === undefined;
    if (isNone) return !outputs.some(({ path }) => path.startsWith(`${kind}/schemas/`));
    return files.length > longestFile || files.reduce((lines, file) => lines + (readText(file)?.split('\n').length ?? 0), 0) > 2 * longestFile;
  });
}

function countFiles(known: ReadonlySet<string>, { outputs, gone }: PrintedEdit): string {
  const changed = outputs.filter(({ path }) => known.has(path)).length;
  return `${outputs.length - changed} new, ${changed} changed, ${gone.length} deleted, ${known.size - changed - gone.length} unchanged`;
}

function readText(path: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** What is wrong with a part is told of the whole, where it stands. */
async function orRefused<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Refusals) return undefined;
    throw error;
  }
}
