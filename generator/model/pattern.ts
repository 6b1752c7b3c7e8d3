/** A `pattern` as JavaScript takes it. */
export interface Pattern {
  readonly source: string;
  readonly flags: '' | 'u';
}

/**
 * How a regular expression of a contract is compiled: with the `u` flag, as JSON Schema 2020-12 recommends, else as browsers
 * have always taken expressions (ECMA-262, annex B), where `\-` is a hyphen. Undefined for what JavaScript cannot take.
 */
export function readPattern(source: string): Pattern | undefined {
  return (['u', ''] as const).map((flags) => ({ source, flags })).find(compiles);
}

/** Ajv's way to compile a pattern. It prints the flag `u` for every pattern; whoever prints the code takes the real one from the expression itself. */
export const compilePattern = Object.assign(
  (source: string): RegExp => new RegExp(source, readPattern(source)?.flags ?? 'u'),
  { code: 'new RegExp' },
);

/** Why JavaScript cannot take an expression. */
export function patternFault(source: string): string {
  try {
    new RegExp(source, 'u');
    return '';
  } catch (error) {
    return error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
  }
}

function compiles({ source, flags }: Pattern): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}
