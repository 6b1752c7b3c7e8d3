import type { Int64Place } from '../int64/int64-places.ts';
import { parseWithIntegers } from '../int64/parse-with-integers.ts';
import type { InputPart, Violation } from '../contract.ts';
import { reportStyle } from './report-style.ts';

/** A parameter with `content: application/json`. Text that is no JSON is reported and stays text. */
export function jsonValue(text: string, part: InputPart, pointer: string, violations: Violation[], int64?: Int64Place): unknown {
  try {
    return int64 === undefined ? (JSON.parse(text) as unknown) : parseWithIntegers(text, int64);
  } catch {
    reportStyle(part, pointer, 'must be JSON', violations);
    return text;
  }
}
