/** A serialiser as text. */
export interface PrintedSerializer {
  readonly name: string;
  readonly code: string;
  /** Names of the other serialisers that it calls. */
  readonly calls: readonly string[];
  /** What it needs of `specwright/runtime`. */
  readonly imports: readonly string[];
  /** Expressions that are evaluated once, when the module is loaded; in `code` their marks stand for them. */
  readonly constants: readonly string[];
}

/** Stands in code for a constant, until it has its name in the module. No text of a contract has such characters in code. */
export function constantMark(index: number): string {
  return `\0${index}\0`;
}

/** Puts the names in place of the marks. */
export function nameConstants(code: string, nameOf: (index: number) => string): string {
  return code.split('\0').map((part, index) => (index % 2 === 0 ? part : nameOf(Number(part)))).join('');
}
