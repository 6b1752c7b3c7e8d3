import { exactJson } from '../../load/exact-integer.ts';

/** A value as people would write it: a text as it is, lists and objects as JSON, nothing for null. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : exactJson(value);
}
