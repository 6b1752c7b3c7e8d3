import type { Refusal } from '../load/refusal.ts';
import { applyExceptions } from './exceptions.ts';
import type { Fault, Finding, Severity } from './finding.ts';
import { findDeadReferences, runOwnRules, weigh } from './lint-target.ts';
import { unsatisfiableSchema } from './rules/unsatisfiable-schema.ts';
import type { LintSettings } from './settings.ts';
import { openSubject, type SubjectOptions } from './subject.ts';

/** What the generator has a word about because of itself, not because the document were wrong: any format may be one of somebody's own. */
const ownLimits = /^(unsupported-|ignored-member$|unreachable-header$|outdated-keyword$|unknown-format$|missing-response$)/;

export interface FaultOptions extends SubjectOptions {
  /** What was said when the document was read. */
  readonly warnings: readonly Refusal[];
  /** It was read as one that may have faults: then none of them is an error. */
  readonly lenient: boolean;
  readonly settings: LintSettings;
}

/**
 * What is wrong with a document that could be read all the same: references that lead nowhere, examples that break their schemas, schemas
 * without a value, paths that cannot be told apart. The advice of `lint` is left out, and it takes milliseconds.
 */
export function contractFaults(target: string, { warnings, lenient, settings, ...options }: FaultOptions): readonly Finding[] {
  const atMost = (severity: Severity): Severity => (lenient ? 'warn' : severity);
  const weighed = (fault: Fault, severity: Severity) => weigh(fault, atMost(severity), settings);
  const said = warnings.map(({ code, ...fault }) => ({ rule: code, ...fault })).filter(({ rule }) => !ownLimits.test(rule));
  const subject = openSubject(target, options);
  // Samples only SHOULD satisfy their schemas (OpenAPI 3.1, "Media Type Object"), and a document may be somebody else's.
  const findings = said.flatMap((fault) => weighed(fault, 'warn'));
  if (subject === undefined) return findings;
  const dead = findDeadReferences(subject).filter(({ position }) => !said.some((each) => each.position.file === position.file && each.position.pointer === position.pointer));
  const own = runOwnRules([unsatisfiableSchema], subject, settings).map((finding) => ({ ...finding, severity: atMost(finding.severity) }));
  const all = [...findings, ...dead.flatMap((fault) => weighed(fault, 'error')), ...own];
  return applyExceptions(all, settings.exceptions, { base: options.base, files: [] });
}
