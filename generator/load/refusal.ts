import { fallbackFor } from './leniency.ts';
import type { Position } from './position.ts';
import type { RefusalCode } from './refusal-codes.ts';

/** One reason why a document cannot be taken: where it stands, what is wrong, and what to do about it. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** What to do, in one sentence without a full stop. */
  readonly hint: string;
  readonly position: Position;
}

/** Gathers every refusal of a run, so that an author sees all of them at once. */
export class RefusalList {
  /** Where a fault has a fallback that only its finder knows. */
  readonly isLenient: boolean;
  readonly #refused: ReadonlySet<RefusalCode>;
  readonly #refusals = new Map<string, Refusal>();
  readonly #warnings = new Map<string, Refusal>();

  /** A lenient list takes as warnings what `leniency.ts` says; any other refuses what is in `refuse`, where that is only warned of. */
  constructor({ lenient = false, refuse = [] }: { readonly lenient?: boolean; readonly refuse?: readonly RefusalCode[] } = {}) {
    this.isLenient = lenient;
    this.#refused = new Set(lenient ? [] : refuse);
  }

  get isEmpty(): boolean {
    return this.#refusals.size === 0;
  }

  /**
   * Tells whether the document is refused for it: some faults are only warnings, see {@link fallbackFor}. The same refusal found
   * twice, for example through two references to one schema, counts once.
   */
  add(refusal: Refusal): boolean {
    const fallback = fallbackFor(refusal.code, this.isLenient);
    if (fallback === undefined || this.#refused.has(refusal.code)) return this.#refuse(refusal);
    return this.warn({ ...refusal, hint: `${refusal.hint}; ${fallback}` });
  }

  /**
   * Notes what is taken, but perhaps not as its author thought: it is told, and keeps nothing from being generated where the project
   * does not refuse it. Tells whether it does.
   */
  warn(warning: Refusal): boolean {
    if (this.#refused.has(warning.code)) return this.#refuse(warning);
    const key = keyOf(warning);
    if (!this.#warnings.has(key)) this.#warnings.set(key, warning);
    return false;
  }

  #refuse(refusal: Refusal): true {
    const key = keyOf(refusal);
    if (!this.#refusals.has(key)) this.#refusals.set(key, refusal);
    return true;
  }

  /** In order of file and place. */
  get warnings(): Refusal[] {
    return [...this.#warnings.values()].sort(comparePlaces);
  }

  /** In order of file and place. A fault of structure gives way to a refusal in the same line that says more. */
  toArray(): Refusal[] {
    const all = [...this.#refusals.values()];
    const explained = new Set(all.filter(({ code }) => !isOfStructure(code)).map(lineOf));
    return all.filter((refusal) => !isOfStructure(refusal.code) || !explained.has(lineOf(refusal))).sort(comparePlaces);
  }
}

function isOfStructure(code: RefusalCode): boolean {
  return code === 'invalid-structure' || code === 'unknown-member';
}

function keyOf({ position: { file, line, column }, code, message }: Refusal): string {
  return JSON.stringify([file, line, column, code, message]);
}

function lineOf({ position }: Refusal): string {
  return `${position.file}:${position.line}`;
}

function comparePlaces({ position: a }: Refusal, { position: b }: Refusal): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
