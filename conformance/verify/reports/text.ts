import type { Finding } from '../finding.ts';
import { changedLine, countText, coverageLines, effortOf, exchangeOf, placeText, verdictOf, type Told } from './report.ts';

const codes = { error: 31, warn: 33, good: 32, dim: 2 } as const;

/** For people at a terminal. */
export function reportAsText(told: Told, colours: boolean): string {
  const paint = (colour: keyof typeof codes, text: string) => (colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
  const { report } = told;
  const warnings = report.findings.filter(({ severity }) => severity === 'warn').length;
  const flaky = report.findings.filter(({ isFlaky }) => isFlaky).length;
  const { isGood, text } = verdictOf(report);
  const verdict = paint(isGood ? 'good' : 'error', text);
  const asides = [countText(warnings, 'warning', 'warnings'), countText(flaky, 'flaky', 'flaky')].filter((aside) => aside !== '');
  const sent = report.requests === 0 ? '' : `; ${effortOf(report)}`;
  return [
    ...report.findings.map((finding) => `${paragraph(finding, told, paint)}\n`),
    ...report.notes.map((note) => `${paint('warn', 'note')} ${note}`),
    ...[changedLine(report) ?? []].flat(),
    ...(report.requests === 0 ? [] : [...coverageLines(report.coverage), '']),
    `${[verdict, ...asides].join(', ')}${sent}`,
    '',
  ].join('\n');
}

function paragraph(finding: Finding, told: Told, paint: (colour: keyof typeof codes, text: string) => string): string {
  const { id, check, severity, operationId, message, position, about, phase, isFlaky, count } = finding;
  const exchange = exchangeOf(finding, told);
  const again = told.isStored === true && exchange !== undefined ? `, specwright verify replay ${id}` : '';
  return [
    `${paint(severity, isFlaky ? 'flaky' : severity)} ${check} ${operationId}: ${message}`,
    `  contract  ${placeText(position)}`,
    `  ${exchange === undefined ? 'because  ' : 'request  '} ${about} (${phase})`,
    ...(exchange === undefined ? [] : [`  answer    ${exchange.answer}`, `  repeat    ${exchange.curl}`]),
    paint('dim', `  ${id}${count > 1 ? `, seen ${count} times` : ''}${again}`),
  ].join('\n');
}
