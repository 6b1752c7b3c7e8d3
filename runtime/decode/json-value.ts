import type { InputPart, Violation } from '../contract.ts';
import { reportStyle } from './report-style.ts';

/** A parameter with `content: application/json`. Text that is no JSON is reported and stays text. */
export function jsonValue(text: string, part: InputPart, pointer: string, violations: Violation[]): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    reportStyle(part, pointer, 'must be JSON', violations);
    return text;
  }
}
