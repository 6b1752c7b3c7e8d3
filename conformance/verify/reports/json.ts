import { answerText, curlOf, placeText, type Told } from './report.ts';

/** For programs; the form is `verify-report.schema.json`. */
export function reportAsJson(told: Told): string {
  const { contract, url, report } = told;
  const findings = report.findings.map((finding) => {
    const { id, check, severity, operationId, message, position, about, phase, response, isFlaky, count } = finding;
    const answer = response === undefined ? null : { status: response.status, text: answerText(response, told) };
    return { id, check, severity, operation: operationId, message, at: placeText(position), pointer: position.pointer, phase, about, isFlaky, count, curl: curlOf(finding, told), answer };
  });
  const { coverage, requests, seconds, notes } = report;
  return `${JSON.stringify({ version: 1, contract, url, requests, seconds: Number(seconds.toFixed(3)), findings, coverage, notes }, null, 2)}\n`;
}
