import type { Refusal } from './refusal.ts';
import { refusalLine } from './refusals.ts';

/** Of one kind so many are shown: a document that does something a thousand times does it on purpose. */
const mostShown = 5;

/** Warnings as lines, without a code frame; of many of one kind the first ones and a count. */
export function formatWarnings(warnings: readonly Refusal[]): string {
  const kinds = new Map<string, Refusal[]>();
  for (const warning of warnings) kinds.set(warning.code, [...(kinds.get(warning.code) ?? []), warning]);
  return [...kinds].map(([code, list]) => formatKind(code, list)).join('\n');
}

function formatKind(code: string, warnings: readonly Refusal[]): string {
  const shown = warnings.slice(0, mostShown).map((warning) => `warning ${refusalLine(warning)}\n  ${warning.hint}`);
  const more = warnings.length - shown.length;
  return [...shown, ...(more > 0 ? [`warning ${code}: ${more} more like these`] : [])].join('\n');
}
