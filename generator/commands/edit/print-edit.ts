import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../emit/output-file.ts';
import { readBytes } from '../../files/hashes.ts';
import type { LoadOptions } from '../../model/load-api.ts';
import { affectedPieces } from './affected-pieces.ts';
import { composeDocument, cutDocument, isUnusual, pieceAt, type DocumentPieces, type Piece } from './document-pieces.ts';
import { patchOutput } from './patch-output.ts';
import { printPart, type PrintedPart } from './print-part.ts';
import type { TextEdit } from './text-edit.ts';

export interface EditedDocument {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly edit: TextEdit;
}

export interface EditTools {
  /** Where what was generated stands. */
  readonly generated: string;
  /** For files of the moment. */
  readonly scratch: string;
  readonly options: LoadOptions;
}

export interface PrintedEdit {
  /** The files that are other ones now. */
  readonly outputs: readonly OutputFile[];
  /** Whether nothing but notes for readers changed. */
  readonly keepsRules: boolean;
}

/**
 * What an edit within one path item or component changes in what was generated: this piece is printed with all that it concerns, as it
 * was and as it is, and where that differs is where the whole differs. Undefined where that is not certain.
 */
export async function printEdit(document: EditedDocument, tools: EditTools): Promise<PrintedEdit | undefined> {
  const parts = partsOf(document);
  if (parts === undefined) return undefined;
  const folder = mkdtempSync(join(tools.scratch, 'edit-'));
  try {
    const before = await printPart(document.name, parts.before, folder, tools.options);
    const after = await printPart(document.name, parts.after, folder, tools.options);
    const outputs = isComparable(before, after) ? changedOutputs(before, after, tools.generated) : undefined;
    return outputs && { outputs, keepsRules: before.rules === after.rules };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function partsOf({ before, after, edit }: EditedDocument): { before: string; after: string } | undefined {
  const document = cutDocument(after);
  const piece = document && pieceAt(document, edit.begin, edit.end);
  if (document === undefined || piece === undefined) return undefined;
  const written = before.slice(piece.value, piece.end - edit.growth);
  if (!isValue(written) || !isValue(after.slice(piece.value, piece.end)) || isUnusual(written)) return undefined;
  return composeParts(document, piece, written);
}

function composeParts(document: DocumentPieces, piece: Piece, written: string): { before: string; after: string } | undefined {
  const pieces = affectedPieces(document, piece, written);
  return pieces && { before: composeDocument(document, pieces, new Map([[piece, written]])), after: composeDocument(document, pieces) };
}

/** A text that is a value with another one in its place is as valid as it was (RFC 8259, section 2). */
function isValue(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether both consist of the same files, and are warned of the same. */
function isComparable(before: PrintedPart, after: PrintedPart): boolean {
  const [old, now] = [before, after].map(({ texts, warnings }) => JSON.stringify([[...texts.keys()], warnings]));
  return old === now;
}

function changedOutputs(before: PrintedPart, after: PrintedPart, generated: string): OutputFile[] | undefined {
  const outputs: OutputFile[] = [];
  for (const [path, now] of after.texts) {
    const old = before.texts.get(path);
    if (old === now || old === undefined) continue;
    const standing = readBytes(join(generated, path))?.toString('utf8');
    const text = standing === undefined ? undefined : patchOutput(path, standing, old, now);
    if (text === undefined) return undefined;
    outputs.push({ path, text });
  }
  return outputs;
}
