import type { InputPart, Violation } from '../contract.ts';

/** Says that a text is not written as the parameter's style asks. */
export function reportStyle(part: InputPart, pointer: string, message: string, violations: Violation[]): void {
  violations.push({ in: part, pointer, keyword: 'style', message });
}

/** Says, once in a row, that a parameter which is no list was given more than once. */
export function reportDuplicate(part: InputPart, pointer: string, violations: Violation[]): void {
  const last = violations[violations.length - 1];
  if (last?.pointer === pointer && last.in === part) return;
  reportStyle(part, pointer, 'must be given only once', violations);
}
