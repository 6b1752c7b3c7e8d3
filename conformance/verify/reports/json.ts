import { exchangeOf, placeText, type Told } from './report.ts';

/** For programs; the form is `verify-report.schema.json`. */
export function reportAsJson(told: Told): string {
  const { contract, url, report } = told;
  const findings = report.findings.map((finding) => {
    const { id, check, severity, operationId, message, position, about, phase, response, isFlaky, count } = finding;
    const exchange = exchangeOf(finding, told);
    const answer = exchange === undefined || response === undefined ? null : { status: response.status, text: exchange.answer };
    return { id, check, severity, operation: operationId, message, at: placeText(position), pointer: position.pointer, phase, about, isFlaky, count, curl: exchange?.curl ?? null, answer };
  });
  const { coverage, requests, seconds, seed, changed, notes } = report;
  return `${JSON.stringify({ version: 1, contract, url, requests, seconds: Number(seconds.toFixed(3)), seed, findings, coverage, changed, notes }, null, 2)}\n`;
}
