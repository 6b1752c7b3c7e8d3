import { UsageError } from './commands/arguments.ts';
import { explainRefusals } from './commands/report.ts';
import { ForeignFile } from './files/write-outputs.ts';
import { Refusals } from './load/refusals.ts';

export { generate } from './commands/generate.ts';
export { scaffold } from './commands/scaffold.ts';

/** What to print about an error that is the user's to mend; undefined for one that is ours. */
export function explainError(error: unknown): string | undefined {
  if (error instanceof Refusals) return explainRefusals(error);
  return error instanceof UsageError || error instanceof ForeignFile ? error.message : undefined;
}
