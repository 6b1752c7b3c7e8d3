import type { Refusal } from './refusal.ts';

/** Thrown at the end of a run in which a contract was refused: all the reasons, and the files to watch for their cure. */
export class Refusals extends Error {
  override readonly name = 'Refusals';
  readonly refusals: readonly Refusal[];
  /** Every file that was read until then, absolute. */
  readonly files: readonly string[];
  readonly #texts: ReadonlyMap<string, string>;

  constructor(refusals: readonly Refusal[], files: readonly string[], texts: ReadonlyMap<string, string>) {
    super(refusals.map(refusalLine).join('\n'));
    this.refusals = refusals;
    this.files = files;
    this.#texts = texts;
  }

  /** Text of those files by the name used in positions, for code frames; kept out of what a console prints of the error. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }
}

/** `spec/x/openapi.yaml:12:7 duplicate-operation-id: …` */
export function refusalLine({ position: { file, line, column }, code, message }: Refusal): string {
  return `${file}:${line}:${column} ${code}: ${message}`;
}
