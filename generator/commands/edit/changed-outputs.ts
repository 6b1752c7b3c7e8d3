import { join } from 'node:path';
import type { OutputFile } from '../../emit/output-file.ts';
import { readBytes } from '../../files/hashes.ts';
import { kebabCase } from '../../model/letter-case.ts';
import type { EditedDocument } from './document-change.ts';
import { patchOutput } from './patch-output.ts';
import type { PrintedPart } from './print-part.ts';

/** A part of a document, printed as it was and as it is. */
export interface PrintedChange {
  readonly before: PrintedPart;
  readonly after: PrintedPart;
  readonly document: EditedDocument;
  /** As that of affected pieces. */
  readonly isComplete: boolean;
}

interface ChangedOutputs {
  readonly outputs: readonly OutputFile[];
  readonly gone: readonly string[];
}

/** What the difference makes of the files that stand; undefined where that is not certain. */
export function changedOutputs(change: PrintedChange, generated: string): ChangedOutputs | undefined {
  const outputs: OutputFile[] = [];
  const gone: string[] = [];
  const { before, after } = change;
  for (const path of new Set([...before.texts.keys(), ...after.texts.keys()])) {
    const [old, now] = [before.texts.get(path), after.texts.get(path)];
    if (old === now) continue;
    if (!change.isComplete && isOfOthers(path, change)) return undefined;
    const standing = readBytes(join(generated, path))?.toString('utf8');
    if (now === undefined) {
      if (standing !== old) return undefined;
      gone.push(path);
    } else if (standing !== now) {
      const text = old === undefined || standing === undefined ? (standing === old ? now : undefined) : patchOutput(path, standing, old, now);
      if (text === undefined) return undefined;
      outputs.push({ path, text });
    }
  }
  return { outputs, gone };
}

/** Whether a file is that of a component which was not edited: it is there for all who need it, of whom a part may not know. */
function isOfOthers(path: string, { before, after, document }: PrintedChange): boolean {
  const file = /^(?:validators|serializers)\/schemas\/(.+?)\.(?:js|d\.ts)$/.exec(path)?.[1];
  if (file === undefined) return false;
  const own = [...before.schemas, ...after.schemas].filter(({ name }) => document.changed.has(`components/schemas/${name}`));
  return !own.some(({ typeName }) => kebabCase(typeName) === file);
}
