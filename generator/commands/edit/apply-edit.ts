import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedApi } from '../../files/generation-record.ts';
import type { LastGeneration } from '../../files/last-generation.ts';
import { replaceFiles } from '../../files/write-outputs.ts';
import { Refusals } from '../../load/refusals.ts';
import type { LoadOptions } from '../../model/load-api.ts';
import { reportChanges } from '../changes/report-changes.ts';
import { moveLines } from './move-lines.ts';
import { printEdit } from './print-edit.ts';
import { findEdit } from './text-edit.ts';

/** What a generation of an edit alone did. */
export interface AppliedEdit {
  readonly changed: number;
  readonly unchanged: number;
  /** What is to be told of the contract. */
  readonly warnings: string;
  /** What changed in it, for people. */
  readonly changes: string;
}

/**
 * Brings what was generated of a large document to what it says after an edit within one of its path items or components, by
 * generating nothing but what that concerns. Undefined, and nothing is written, where it cannot be done so: then everything has to be generated.
 */
export async function applyEdit(api: RecordedApi, last: LastGeneration, options: LoadOptions): Promise<AppliedEdit | undefined> {
  const before = last.document();
  const after = readText(join(api.root, last.path));
  const edit = before === undefined || after === undefined ? undefined : findEdit(before, after);
  if (before === undefined || after === undefined || edit === undefined) return undefined;
  const warnings = moveLines(last.told, last.path, { before, after }, edit);
  if (warnings === undefined || !last.isOutputSame()) return undefined;
  const scratch = join(api.root, '.cache', 'specwright');
  const generated = join(api.root, 'generated', api.name);
  const printed = await orRefused(printEdit({ name: api.name, before, after, edit }, { generated, scratch, options }));
  if (printed === undefined) return undefined;
  const { outputs, keepsRules } = printed;
  const changes = reportChanges(api.root, api.name, outputs);
  replaceFiles(generated, outputs, scratch);
  last.amend({ document: after, told: warnings, outputs, keepsRules });
  return { changed: outputs.length, unchanged: last.size - outputs.length, warnings, changes };
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
