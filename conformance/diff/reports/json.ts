import { countOf, type DiffReporter } from './report.ts';

/** For programs; diff-report.schema.json describes it. */
export const reportAsJson: DiffReporter = (reports) => {
  const comparisons = reports.map(({ old, new: next, findings }) => ({
    old,
    new: next,
    summary: { breaking: countOf(findings, 'breaking'), risky: countOf(findings, 'risky'), safe: countOf(findings, 'safe') },
    findings: findings.map((finding) => ({ ...finding, ...(finding.witness === undefined ? {} : { witness: finding.witness.value }) })),
  }));
  return `${JSON.stringify({ format: 'specwright-diff/1', comparisons }, null, 2)}\n`;
};
