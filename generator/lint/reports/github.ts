import { toText, type Finding } from '../finding.ts';
import type { Report } from './report.ts';

/** Workflow commands that GitHub Actions shows beside the lines of a pull request (GitHub Docs, "Workflow commands"). */
export function reportForGitHub({ findings }: Report): string {
  return findings.map((finding) => `${command(finding)}\n`).join('');
}

function command(finding: Finding): string {
  const { rule, severity, position } = finding;
  const { file, line, column } = position;
  const properties = Object.entries({ file, line, col: column, title: rule }).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${severity === 'error' ? 'error' : 'warning'} ${properties.join(',')}::${data(toText(finding))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
