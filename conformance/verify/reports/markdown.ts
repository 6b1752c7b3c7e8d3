import type { Finding } from '../finding.ts';
import { changedLine, coverageLines, effortOf, exchangeOf, placeText, titleOf, verdictOf, type Told } from './report.ts';

/** For the summary of a workflow, or the comment on a pull request. */
export function reportAsMarkdown(told: Told): string {
  const { report } = told;
  const { findings, notes } = report;
  const rows = findings.map((finding) => `| ${finding.severity}${finding.isFlaky ? ' (flaky)' : ''} | ${code(finding.check)} | ${code(finding.operationId)} | ${cell(finding.message)} | ${code(placeText(finding.position))} |`);
  const table = rows.length === 0 ? [] : ['| | check | operation | what | contract |', '|---|---|---|---|---|', ...rows];
  const details = findings.map((finding) => ['<details><summary>', `${html(finding.operationId)}: ${html(finding.message)}`, '</summary>', '', fence(evidenceOf(finding, told)), '</details>'].join('\n'));
  const parts = [
    `## ${cell(titleOf(told))}`,
    `${verdictOf(report).text}; ${effortOf(report)}.`,
    table.join('\n'),
    ...details,
    cell(changedLine(report) ?? ''),
    fence(coverageLines(report.coverage).join('\n')),
    notes.map((note) => `- ${cell(note)}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function evidenceOf(finding: Finding, told: Told): string {
  const exchange = exchangeOf(finding, told);
  return exchange === undefined ? finding.about : `${exchange.curl}\n\n${exchange.answer}`;
}

function cell(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');
}

function code(text: string): string {
  return `\`${text.replace(/[`|\s]+/g, ' ')}\``;
}

/** A block that may hold fences (CommonMark, section 4.5). */
function fence(text: string): string {
  const marks = '`'.repeat(Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return `${marks}\n${text}\n${marks}`;
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/\s+/g, ' ');
}
