import type { Finding } from '../finding.ts';
import { exchangeOf, placeText, type Told } from './report.ts';

/** For CI servers: a test case for each operation (or channel) that is in order, and for each of its checks that is not. */
export function reportAsJunit(told: Told, names: readonly string[]): string {
  const { report, contract } = told;
  const failed = report.findings.filter(({ severity, isFlaky }) => severity === 'error' && !isFlaky);
  const all = new Set([...names, ...failed.map(({ operationId }) => operationId)]);
  const cases = [...all].flatMap((name) => testCases(name, failed.filter(({ operationId }) => operationId === name), told));
  const failures = new Set(failed.map(({ operationId, check }) => `${operationId} ${check}`)).size;
  const suite = `<testsuite name="${escape(contract)}" tests="${cases.length}" failures="${failures}" time="${report.seconds.toFixed(3)}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suite}\n${cases.join('\n')}\n</testsuite>\n</testsuites>\n`;
}

function testCases(name: string, findings: readonly Finding[], told: Told): string[] {
  if (findings.length === 0) return [`<testcase classname="verify" name="${escape(name)}"/>`];
  const checks = [...new Set(findings.map(({ check }) => check))];
  return checks.map((check) => failedCase(`${name}: ${check}`, findings.filter((finding) => finding.check === check), told));
}

/** Many readers know one failure of a test case only. */
function failedCase(name: string, findings: readonly Finding[], told: Told): string {
  const [first] = findings;
  const properties = findings.map(({ id }) => `<property name="id" value="${id}"/>`).join('');
  const text = findings.map((finding) => textOf(finding, told)).join('\n\n');
  const failure = `<failure type="${escape(first?.check ?? '')}" message="${escape(first?.message ?? '')}">${escape(text)}</failure>`;
  return `<testcase classname="verify" name="${escape(name)}">\n<properties>${properties}</properties>\n${failure}\n</testcase>`;
}

function textOf(finding: Finding, told: Told): string {
  const { id, message, position, about } = finding;
  const exchange = exchangeOf(finding, told);
  const evidence = exchange === undefined ? [about] : [`request ${about}`, `answer ${exchange.answer}`, exchange.curl];
  return [`${message} (${id})`, `contract ${placeText(position)}`, ...evidence].join('\n');
}

/** XML 1.0 has no control characters at all. */
function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[^\P{Cc}\n\t]/gu, '\u00b7').replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
