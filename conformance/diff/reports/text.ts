import type { Position } from '../../../generator/load/position.ts';
import type { Finding } from '../finding.ts';
import { summaryOf, witnessText, witnessTitle, type DiffReporter } from './report.ts';

const colourCodes = { breaking: 31, risky: 33, safe: 32, dim: 2 } as const;
const mostHits = 8;

/** For people: each finding with its places, a value that shows it, and whom it hits. */
export const reportAsText: DiffReporter = (reports) =>
  reports.map(({ old, new: next, findings, colours }) => {
    const head = reports.length > 1 ? `${old} → ${next}\n` : '';
    const body = findings.map((finding) => `${paragraph(finding, colours)}\n`).join('\n');
    return `${head}${body}${findings.length > 0 ? '\n' : ''}${findings.length === 0 ? 'no difference that a client could feel' : summaryOf(findings)}\n`;
  }).join('\n');

function paragraph(finding: Finding, colours: boolean): string {
  const { severity, rule, message, reason, witness, hits } = finding;
  const paint = (colour: keyof typeof colourCodes, text: string) => (colours ? `\u001b[${colourCodes[colour]}m${text}\u001b[0m` : text);
  const shown = hits.slice(0, mostHits).map(({ operation, id, where }) => `  ${operation}${id === '' ? '' : ` (${id})`}: ${where}`);
  return [
    `${paint(severity, severity)} ${rule}: ${printable(message)}`,
    `  ${[place('old', finding.old), place('new', finding.new)].filter((text) => text !== '').join('  ')}`,
    ...(witness === undefined ? [] : [`  ${witnessTitle(finding)}: ${printable(witnessText(witness.value))}`]),
    ...shown,
    ...(hits.length > mostHits ? [`  and ${hits.length - mostHits} more`] : []),
    `  ${paint('dim', `${reason}. ${finding.id}`)}`,
  ].join('\n');
}

function place(side: string, position: Position | undefined): string {
  return position === undefined ? '' : `${side} ${position.file}:${position.line}:${position.column}`;
}

/** Control characters could command the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\u00b7');
}
