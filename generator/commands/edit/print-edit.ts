import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../emit/output-file.ts';
import type { LoadOptions } from '../../model/load-api.ts';
import { affectedPieces } from './affected-pieces.ts';
import { changedOutputs } from './changed-outputs.ts';
import { composePart, type EditedDocument } from './document-change.ts';
import { isKnownByNames } from './known-by-names.ts';
import { printPart, type KnownTexts, type PrintedPart } from './print-part.ts';

export interface EditTools {
  /** Of the API. */
  readonly name: string;
  /** Where what was generated stands. */
  readonly generated: string;
  /** For files of the moment. */
  readonly scratch: string;
  readonly options: LoadOptions;
  /** Of the whole. */
  readonly known: KnownTexts;
  /** Those of the whole. */
  readonly features: Readonly<Record<string, boolean>>;
}

export interface PrintedEdit {
  /** The files that are other ones now, or were not there. */
  readonly outputs: readonly OutputFile[];
  /** Paths of files that are no longer produced. */
  readonly gone: readonly string[];
  /** Whether nothing but notes for readers changed. */
  readonly keepsRules: boolean;
}

/**
 * What an edit of some path items and components changes in what was generated: these pieces are printed with all that they concern, as
 * they were and as they are, and where that differs is where the whole differs. Undefined where that is not certain.
 */
export async function printEdit(document: EditedDocument, tools: EditTools): Promise<PrintedEdit | undefined> {
  const pieces = affectedPieces(document);
  if (pieces === undefined) return undefined;
  const folder = mkdtempSync(join(tools.scratch, 'edit-'));
  try {
    const before = await printPart(tools.name, composePart(document.before, pieces.keys), folder, tools.options, tools.known);
    const after = await printPart(tools.name, composePart(document.after, pieces.keys), folder, tools.options, tools.known);
    const isSound = isAlike(before, after) && (!pieces.isRewired || fitsWhole(before, after, tools));
    if (!isSound) return undefined;
    const changed = changedOutputs({ before, after, document, isComplete: pieces.isComplete }, tools.generated);
    return changed && { ...changed, keepsRules: before.rules === after.rules };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether nothing is said otherwise of both, and nothing is otherwise in both that concerns all there is. */
function isAlike(before: PrintedPart, after: PrintedPart): boolean {
  const [old, now] = [before, after].map(({ warnings, features }) => JSON.stringify([warnings, features]));
  return old === now;
}

/** Whether what is printed of a part for the first time is what the whole would have. */
function fitsWhole(before: PrintedPart, after: PrintedPart, { generated, features }: EditTools): boolean {
  return JSON.stringify(after.features) === JSON.stringify(features) && isKnownByNames(before, after, generated);
}
