import type { OutputFile } from '../../emit/output-file.ts';
import { kebabCase } from '../../model/letter-case.ts';
import type { EditedDocument } from './document-change.ts';
import { patchOutput } from './patch-output.ts';
import type { PrintedPart } from './print-part.ts';
import type { Standing } from './standing.ts';

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
export function changedOutputs(change: PrintedChange, standing: Standing): ChangedOutputs | undefined {
  const outputs: OutputFile[] = [];
  const gone: string[] = [];
  const { before, after } = change;
  if (!areHeadersKnown(change, standing)) return undefined;
  for (const path of new Set([...before.texts.keys(), ...after.texts.keys()])) {
    const [old, now] = [before.texts.get(path), after.texts.get(path)];
    if (old === now) continue;
    if (!change.isComplete && isOfOthers(path, change)) return undefined;
    const whole = standing.read(path);
    if (now === undefined) {
      if (whole !== old) return undefined;
      gone.push(path);
    } else if (whole !== now && !holdsAlready(path, whole, { old, now }, change)) {
      const text = old === undefined || whole === undefined ? (whole === old ? now : undefined) : patchOutput(path, whole, old, now);
      if (text === undefined) return undefined;
      outputs.push({ path, text });
    }
  }
  return { outputs, gone };
}

const headersPath = 'validators/response-headers.js';

/** Sets of response headers are told apart by numbers, which depend on who comes first in the whole. */
function areHeadersKnown({ before, after }: PrintedChange, standing: Standing): boolean {
  const known = functionsIn(standing.read(headersPath));
  return [before, after].every(({ texts }) => [...functionsIn(texts.get(headersPath))].every(([name, text]) => known.get(name) === text));
}

/** Whether the whole has for others what is needed in the part for the first time: functions of nothing that was edited. */
function holdsAlready(path: string, whole: string | undefined, { old, now }: { old: string | undefined; now: string }, { document }: PrintedChange): boolean {
  const isShared = path === headersPath || /^(?:validators|serializers)\/schemas\//.test(path);
  if (!isShared || ![...document.changed].every((key) => key.startsWith('paths/'))) return false;
  const [known, former, wanted] = [functionsIn(whole), functionsIn(old), functionsIn(now)];
  return [...former.keys()].every((name) => wanted.has(name)) && [...wanted.keys()].every((name) => known.has(name));
}

/** The texts of exported functions by their names. */
function functionsIn(text = ''): ReadonlyMap<string, string> {
  const parts = text.trimEnd().split(/\n\n(?=export function )/).slice(1);
  return new Map(parts.map((part) => [/^export function (\w+)/.exec(part)?.[1] ?? '', part]));
}

/** Whether a file is that of a component which was not edited: it is there for all who need it, of whom a part may not know. */
function isOfOthers(path: string, { before, after, document }: PrintedChange): boolean {
  const file = /^(?:validators|serializers)\/schemas\/(.+?)\.(?:js|d\.ts)$/.exec(path)?.[1];
  if (file === undefined) return false;
  const own = [...before.schemas, ...after.schemas].filter(({ name }) => document.changed.has(`components/schemas/${name}`));
  return !own.some(({ typeName }) => kebabCase(typeName) === file);
}
