import type { Position } from '../load/position.ts';
import type { RefusalList } from '../load/refusal.ts';
import { isForeign, patternFault, readPattern } from './pattern.ts';

/** Whether a regular expression can be checked; one of another language is told of. */
export function checkPattern(pattern: string, position: Position, refusals: RefusalList): boolean {
  const read = readPattern(pattern);
  const hint = 'Write a regular expression of ECMAScript';
  if (read === undefined) {
    const message = `the pattern ${pattern} cannot be compiled: ${patternFault(pattern)}`;
    refusals.add({ code: 'invalid-pattern', message, hint, position });
    return false;
  }
  const message = `the pattern ${pattern} is none of ECMAScript, and taken for /${read.source}/${read.flags}`;
  if (isForeign(pattern, read)) refusals.warn({ code: 'invalid-pattern', message, hint, position });
  return true;
}
