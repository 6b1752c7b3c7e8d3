import { parseDocument } from 'yaml';
import type { Finding } from '../finding.ts';
import { applyEdits } from './edit.ts';
import { fixers } from './fixers.ts';

export interface Fixed {
  readonly text: string;
  /** How many findings had something that mends them. */
  readonly count: number;
}

/** Mends what can be mended of the findings of one file, and touches nothing else of its text. */
export function fixText(text: string, findings: readonly Finding[]): Fixed {
  const document = parseDocument(text, { uniqueKeys: false });
  if (document.errors.length > 0) return { text, count: 0 };
  const edits = findings.map((finding) => fixers[finding.rule]?.(finding, { text, document }) ?? []);
  const fixed = applyEdits(text, unique(edits.flat()));
  const isWhole = parseDocument(fixed, { uniqueKeys: false }).errors.length === 0;
  return isWhole && fixed !== text ? { text: fixed, count: edits.filter(({ length }) => length > 0).length } : { text, count: 0 };
}

/** Two findings may be mended by one edit. */
function unique<T>(edits: readonly T[]): T[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}
