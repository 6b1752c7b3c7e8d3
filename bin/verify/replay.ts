import path from 'node:path';
import type { Contract } from '../../conformance/contract/open-contract.ts';
import { crossTenantDenied } from '../../conformance/verify/checks/request-checks.ts';
import type { VerifyOptions } from '../../conformance/verify/options.ts';
import { namesOf, verify, type Progress, type VerifyReport } from '../../conformance/verify/verify.ts';
import { forgetFailure, storedFailures, type StoredFailure } from './stored-failures.ts';

/** What came of looking for a fault again; it is mended only where somebody has looked. */
export interface Again {
  readonly report: VerifyReport;
  readonly outcome: { readonly kind: 'there' | 'mended' } | { readonly kind: 'unknown'; readonly why: string };
}

/** Looks for a fault where it was found, with the requests of then. */
export async function lookAgain(contract: Contract, failure: StoredFailure, options: VerifyOptions, progress?: Progress): Promise<Again> {
  const { id, operation, phase, seed, fuzzRuns, values } = failure;
  const { api: { operations, channels } } = contract;
  const isThere = operations.some((each) => each.id === operation) || channels.some((channel) => namesOf(channel).includes(operation));
  const same = { ...options, seed, fuzzRuns, values: { ...values, ...options.values } };
  const report = await verify(contract, { ...same, only: [operation], phases: isThere ? [...new Set(['probe' as const, phase])] : [] }, progress);
  const findings = report.findings.filter((finding) => finding.id === id);
  const blind = whyBlind(failure, options) ?? report.notes.find((note) => note.startsWith(operation) || note.startsWith('stopped')) ?? (report.coverage.missed.includes(operation) ? `${operation} was not called` : undefined);
  if (findings.length > 0) return { report: { ...report, findings }, outcome: { kind: 'there' } };
  return { report: { ...report, findings }, outcome: isThere && blind !== undefined ? { kind: 'unknown', why: blind } : { kind: 'mended' } };
}

/** What cannot be found with such options is not mended by them. */
function whyBlind({ check, operation }: StoredFailure, { severities, strangers }: VerifyOptions): string | undefined {
  if (check === crossTenantDenied.id && Object.keys(strangers).length === 0) return 'nobody else is known, whom --auth <name>:<scheme>=… names';
  return (severities[`${check}@${operation}`] ?? severities[check]) === 'off' ? `${check} is off` : undefined;
}

/** The phase `replay`: stored faults of the document, before anything else is looked at. What is mended is forgotten. */
export async function replayAll(contract: Contract, target: string, options: VerifyOptions, progress?: Progress): Promise<readonly VerifyReport[]> {
  const reports: VerifyReport[] = [];
  for (const failure of storedFailures()) {
    const { id, document, operation, check } = failure;
    if (path.resolve(document) !== path.resolve(target) || (options.only.length > 0 && !options.only.includes(operation))) continue;
    const { report, outcome } = await lookAgain(contract, failure, lessSpent(options, reports), progress);
    if (outcome.kind === 'mended') forgetFailure(id);
    const note = outcome.kind === 'unknown' ? [`${id} may still be there: ${outcome.why}`] : outcome.kind === 'mended' ? [`${id} is mended: ${check} of ${operation} is not found any more`] : [];
    reports.push({ ...report, notes: note });
  }
  return reports;
}

/** What several runs have spent together is not to be spent again. */
export function lessSpent(options: VerifyOptions, before: readonly VerifyReport[]): VerifyOptions {
  const spent = (count: (report: VerifyReport) => number) => before.reduce((total, report) => total + count(report), 0);
  return { ...options, maxRequests: options.maxRequests - spent(({ requests }) => requests), maxSeconds: options.maxSeconds - spent(({ seconds }) => seconds) };
}

/** Several runs as one; coverage is that of the last. */
export function joined(before: readonly VerifyReport[], last: VerifyReport): VerifyReport {
  const all = [...before, last];
  const sum = (count: (report: VerifyReport) => number) => all.reduce((total, report) => total + count(report), 0);
  const findings = [...new Map(all.flatMap((report) => report.findings).map((finding) => [finding.id, finding])).values()];
  return {
    ...last,
    findings,
    requests: sum(({ requests }) => requests),
    seconds: sum(({ seconds }) => seconds),
    notes: all.flatMap(({ notes }) => notes),
    secrets: [...new Set(all.flatMap(({ secrets }) => secrets))],
  };
}
