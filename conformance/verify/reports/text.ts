import type { Finding } from '../finding.ts';
import { answerText, coverageLines, curlOf, errorsOf, placeText, type Told } from './report.ts';

const codes = { error: 31, warn: 33, good: 32, dim: 2 } as const;

/** For people at a terminal. */
export function reportAsText(told: Told, colours: boolean): string {
  const paint = (colour: keyof typeof codes, text: string) => (colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
  const { report } = told;
  const errors = errorsOf(report).length;
  const warnings = report.findings.filter(({ severity }) => severity === 'warn').length;
  const flaky = report.findings.filter(({ isFlaky }) => isFlaky).length;
  const verdict = errors === 0 ? paint('good', 'the server keeps its contract') : paint('error', `${errors} ways in which the server breaks its contract`);
  return [
    ...report.findings.map((finding) => `${paragraph(finding, told, paint)}\n`),
    ...report.notes.map((note) => `${paint('warn', 'note')} ${note}`),
    ...coverageLines(report.coverage),
    '',
    `${verdict}${warnings > 0 ? `, ${warnings} warnings` : ''}${flaky > 0 ? `, ${flaky} flaky` : ''}; ${report.requests} requests in ${report.seconds.toFixed(1)} s`,
    '',
  ].join('\n');
}

function paragraph(finding: Finding, told: Told, paint: (colour: keyof typeof codes, text: string) => string): string {
  const { id, check, severity, operationId, message, position, about, phase, response, isFlaky, count } = finding;
  return [
    `${paint(severity, isFlaky ? 'flaky' : severity)} ${check} ${operationId}: ${message}`,
    `  contract  ${placeText(position)}`,
    `  request   ${about} (${phase})`,
    `  answer    ${answerText(response, told)}`,
    `  repeat    ${curlOf(finding, told)}`,
    paint('dim', `  ${id}${count > 1 ? `, seen ${count} times` : ''}`),
  ].join('\n');
}
