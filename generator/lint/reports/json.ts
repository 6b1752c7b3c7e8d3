import type { Report } from './report.ts';

/** `{ findings: [{ rule, severity, message, hint, file, line, column, pointer }], errors, warnings }`; severity is `error` or `warn`. */
export function reportAsJson({ findings }: Report): string {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const rows = findings.map(({ position, ...finding }) => ({ ...finding, ...position }));
  return `${JSON.stringify({ findings: rows, errors: count('error'), warnings: count('warn') }, null, 2)}\n`;
}
