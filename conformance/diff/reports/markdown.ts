import type { Position } from '../../../generator/load/position.ts';
import type { Finding } from '../finding.ts';
import type { Severity } from '../rules.ts';
import { summaryOf, witnessText, witnessTitle, type DiffReporter } from './report.ts';

const titles: Readonly<Record<Severity, string>> = { breaking: 'Breaking', risky: 'Risky', safe: 'Safe' };

/** For the comment on a pull request. */
export const reportAsMarkdown: DiffReporter = (reports) =>
  reports.map(({ old, new: next, findings }) => {
    const sections = (['breaking', 'risky', 'safe'] as const).map((severity) => section(severity, findings));
    const summary = findings.length === 0 ? 'No difference that a client could feel.' : `${summaryOf(findings)}.`;
    return `${[`## ${escape(old)} → ${escape(next)}`, summary, ...sections.filter((text) => text !== '')].join('\n\n')}\n`;
  }).join('\n');

function section(severity: Severity, findings: readonly Finding[]): string {
  const own = findings.filter((finding) => finding.severity === severity);
  return own.length === 0 ? '' : [`### ${titles[severity]}`, ...own.map(item)].join('\n\n');
}

function item(finding: Finding): string {
  const { rule, message, witness, hits } = finding;
  const places = [place('old', finding.old), place('new', finding.new)].filter((text) => text !== '').join(', ');
  const lines = [
    `- **${escape(message)}** \`${rule}\``,
    `  ${places}`,
    ...(witness === undefined ? [] : [`  ${witnessTitle(finding)}: ${code(witnessText(witness.value))}`]),
    `  felt in ${hits.slice(0, 5).map(({ operation, where }) => `${code(operation)} (${escape(where)})`).join(', ')}${hits.length > 5 ? ` and ${hits.length - 5} more` : ''}`,
  ];
  return lines.join('  \n');
}

function place(side: string, position: Position | undefined): string {
  return position === undefined ? '' : `${side} ${code(`${position.file}:${position.line}:${position.column}`)}`;
}

/** A span of code that may hold backticks (CommonMark, section 6.1). */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  const padding = fence.length > 1 ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
}

function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&');
}
