import type { SchemaError } from '../contract.ts';

/** An error while it is still being found. */
type OpenError = { -readonly [Key in keyof SchemaError]: SchemaError[Key] };

/** Adds what a called validator found, below `path` of the caller's data. The called one's list is the caller's to keep. */
export function joinErrors(before: OpenError[] | null, found: OpenError[], path: string): OpenError[] {
  if (path !== '') for (const error of found) error.instancePath = path + error.instancePath;
  if (before === null) return found;
  for (const error of found) before.push(error);
  return before;
}
