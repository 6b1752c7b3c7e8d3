import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../emit/output-file.ts';
import type { LoadOptions } from '../../model/load-api.ts';
import type { SchemaFeatures } from '../../model/schema-features.ts';
import { affectedPieces } from './affected-pieces.ts';
import { changedOutputs } from './changed-outputs.ts';
import { basePathOf, composePart, type EditedDocument } from './document-change.ts';
import type { DocumentPieces } from './document-pieces.ts';
import { isKnownByNames } from './known-by-names.ts';
import { printPart, type KnownTexts, type PrintedPart } from './print-part.ts';
import { Standing } from './standing.ts';

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
  readonly features: SchemaFeatures;
}

export interface PrintedEdit {
  /** The files that are other ones now, or were not there. */
  readonly outputs: readonly OutputFile[];
  /** Paths of files that are no longer produced. */
  readonly gone: readonly string[];
  /** How many operations there are now. */
  readonly operations: number;
  /** Whether nothing but notes for readers changed. */
  readonly keepsRules: boolean;
}

/**
 * What an edit of some path items and components changes in what was generated: these pieces are printed with all that they concern, as
 * they were and as they are, and where that differs is where the whole differs. Undefined where that is not certain.
 */
export async function printEdit(document: EditedDocument, tools: EditTools): Promise<PrintedEdit | undefined> {
  const standing = new Standing(tools.generated);
  const pieces = affectedPieces(document, () => standing.operationsOf(document.before, basePathOf(document.before) ?? ''));
  if (pieces === undefined) return undefined;
  const { keys, beside, isRewired, isComplete } = pieces;
  const folder = mkdtempSync(join(tools.scratch, 'edit-'));
  try {
    const options = { ...tools.options, features: tools.features };
    const print = (part: DocumentPieces) => printPart(tools.name, composePart(part, keys, beside), folder, options, tools.known);
    const before = await print(document.before);
    const after = await print(document.after);
    const change = { before, after, document, isComplete };
    if (!isAlike(before, after) || (isRewired && !isKnownByNames(before, after, standing))) return undefined;
    const changed = changedOutputs(change, standing);
    const operations = standing.namesOf('operation').length + after.operations.length - before.operations.length;
    return changed && { ...changed, operations, keepsRules: before.rules === after.rules };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether nothing is said otherwise of both, and nothing is otherwise in both that concerns all there is. */
function isAlike(before: PrintedPart, after: PrintedPart): boolean {
  const [old, now] = [before, after].map(({ warnings, features, isEditable }) => JSON.stringify([warnings, features, isEditable]));
  return old === now && after.isEditable;
}
