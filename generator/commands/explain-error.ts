import { ForeignFile } from '../files/write-outputs.ts';
import { formatRefusals } from '../load/format-refusals.ts';
import { Refusals } from '../load/refusals.ts';
import { UsageError } from './arguments.ts';
import { hasColours } from './report.ts';

/** What to print about an error that is the user's to mend; undefined for one that is ours. */
export function explainError(error: unknown): string | undefined {
  if (error instanceof AggregateError) return explainAll(error.errors);
  if (error instanceof Refusals) return formatRefusals(error, { colours: hasColours() });
  return error instanceof UsageError || error instanceof ForeignFile ? error.message : undefined;
}

/** Undefined as soon as one of them is ours. */
function explainAll(errors: readonly unknown[]): string | undefined {
  const explanations = errors.map(explainError);
  return explanations.every((text) => text !== undefined) ? explanations.join('\n') : undefined;
}
