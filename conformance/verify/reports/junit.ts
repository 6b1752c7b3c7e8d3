import type { Finding } from '../finding.ts';
import { answerText, curlOf, placeText, type Told } from './report.ts';

/** For CI servers: a test case for each operation, failed by each of its errors. */
export function reportAsJunit(told: Told, operations: readonly string[]): string {
  const { report, contract } = told;
  const failed = report.findings.filter(({ severity, isFlaky }) => severity === 'error' && !isFlaky);
  const cases = operations.map((operation) => testCase(operation, failed.filter(({ operationId }) => operationId === operation), told));
  const suite = `<testsuite name="${escape(contract)}" tests="${operations.length}" failures="${new Set(failed.map(({ operationId }) => operationId)).size}" time="${report.seconds.toFixed(3)}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suite}\n${cases.join('\n')}\n</testsuite>\n</testsuites>\n`;
}

function testCase(operation: string, findings: readonly Finding[], told: Told): string {
  if (findings.length === 0) return `<testcase classname="verify" name="${escape(operation)}"/>`;
  const failures = findings.map((finding) => {
    const text = [`contract ${placeText(finding.position)}`, `request ${finding.about}`, `answer ${answerText(finding.response, told)}`, curlOf(finding, told)].join('\n');
    return `<failure type="${escape(finding.check)}" message="${escape(finding.message)}">${escape(text)}</failure>`;
  });
  return `<testcase classname="verify" name="${escape(operation)}">\n${failures.join('\n')}\n</testcase>`;
}

/** XML 1.0 has no control characters at all. */
function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[^\P{Cc}\n\t]/gu, '\u00b7').replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
