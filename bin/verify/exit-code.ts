import { percentOf } from '../../conformance/verify/coverage.ts';
import { errorsOf } from '../../conformance/verify/reports/report.ts';
import type { VerifyReport } from '../../conformance/verify/verify.ts';
import type { Minimum } from './read-options.ts';

export interface Circumstances {
  readonly isInterrupted?: boolean;
  /** What only some repetitions show counts like what all show. */
  readonly failsOnFlaky?: boolean;
}

/** What a run ended with, the weightiest first: where several are true, this order decides. */
export function exitCodeOf(report: VerifyReport, minimum: Minimum, { isInterrupted = false, failsOnFlaky = false }: Circumstances = {}): number {
  const phases = new Set(errorsOf(report).map(({ phase }) => phase));
  const isFlaky = failsOnFlaky && report.findings.some((finding) => finding.isFlaky && finding.severity === 'error');
  const isOfServer = isFlaky || [...phases].some((phase) => phase !== 'lint' && phase !== 'diff');
  if (isInterrupted) return 130;
  // A break may be wanted, a faulty server or contract never is.
  if (isOfServer) return 1;
  if (phases.has('lint')) return 2;
  if (phases.has('diff')) return 5;
  return minimum.some(([name, percent]) => percentOf(report.coverage[name]) < percent) ? 4 : 0;
}
