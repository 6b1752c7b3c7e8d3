import { flattenRepetition } from './flatten-repetition.ts';
import { translatePattern } from './translate-pattern.ts';

/** A `pattern` as JavaScript takes it. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

/**
 * How a regular expression of a contract is compiled: with the `u` flag, as JSON Schema 2020-12 recommends, else with what
 * other languages write replaced by what ECMAScript has for it, else as browsers have always taken expressions (ECMA-262,
 * annex B), where `\-` is a hyphen. Undefined for what JavaScript cannot take, or would take for something else.
 */
export function readPattern(written: string): Pattern | undefined {
  const pattern = readWritten(written);
  return pattern && { ...pattern, source: flattenRepetition(pattern.source) };
}

function readWritten(source: string): Pattern | undefined {
  const written = { source, flags: 'u' };
  if (compiles(written)) return written;
  const translated = translatePattern(source);
  const unicode = { ...translated, flags: `${translated.flags}u` };
  if (compiles(unicode)) return unicode;
  return needsUnicode.test(translated.source) || !compiles(translated) ? undefined : translated;
}

/** Without the flag `u` these are letters and braces. */
const needsUnicode = /(?<!\\)(?:\\\\)*\\(?:[pP]|u)\{/;

/** Whether an expression is one of another language, which ECMAScript has otherwise. */
export function isForeign(source: string, read: Pattern): boolean {
  return read.source !== source && /^\^?\(\?[is]+\)|\(\?P[<=]|\\[AzZ]|\\x\{|\\[pP][CLMNPSZ]|\[:[a-z]+:\]/.test(source);
}

/** Ajv's way to compile a pattern. It prints the flag `u` for every pattern; whoever prints the code takes the real one from the expression itself. */
export const compilePattern = Object.assign(
  (source: string): RegExp => {
    const pattern = readPattern(source) ?? { source, flags: 'u' };
    return new RegExp(pattern.source, pattern.flags);
  },
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
