import type { Document } from 'yaml';
import type { Finding } from '../finding.ts';

/** A part of a text that becomes another; everything around it stays as it is, to the letter. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text, and what it is parsed to. */
export interface Draft {
  readonly text: string;
  readonly document: Document;
}

/** What mends a finding; no edits where it cannot be mended without a person. */
export type Fixer = (finding: Finding, draft: Draft) => Edit[];

/** Applies what does not overlap, from the end to the start; the rest is left to the next round. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  let [result, limit] = [text, Infinity];
  for (const { start, end, text: replacement } of ordered) {
    if (end > limit || start === limit) continue;
    result = result.slice(0, start) + replacement + result.slice(end);
    limit = start;
  }
  return result;
}
