import type { Finding } from '../finding.ts';
import type { Severity } from '../rules.ts';

/** What a report is made of. */
export interface DiffReport {
  /** What was compared, as the user named it. */
  readonly old: string;
  readonly new: string;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** Mark up with ANSI colours. */
  readonly colours: boolean;
}

/** Prints a report as text that ends with a line break. */
export type DiffReporter = (reports: readonly DiffReport[]) => string;

export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** `2 breaking, 1 risky, 0 safe` */
export function summaryOf(findings: readonly Finding[]): string {
  return (['breaking', 'risky', 'safe'] as const).map((severity) => `${countOf(findings, severity)} ${severity}`).join(', ');
}

/** Longer values say no more to a reader. */
const longest = 300;

/** A witness on one line. */
export function witnessText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}

/** By an old rule a value came before, by a new one it may come now; what a client sends was taken before and is not now. */
export function witnessTitle({ rule, severity }: Finding): string {
  if (rule.startsWith('request-') && severity === 'breaking') return 'was accepted, is refused';
  if (rule.startsWith('response-') && rule.endsWith('-widened')) return 'never came, may come';
  if (rule.startsWith('request-')) return 'was refused, is accepted';
  return rule.startsWith('response-') && rule.endsWith('-narrowed') ? 'may have come, no longer does' : 'no longer holds';
}
