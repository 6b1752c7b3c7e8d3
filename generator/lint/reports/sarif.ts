import { pathToFileURL } from 'node:url';
import { toText, type Finding } from '../finding.ts';
import { ownRules } from '../own-rules.ts';
import { redoclyRules } from '../redocly-rules.ts';
import type { Report } from './report.ts';

/** A log of the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), for code scanning. */
export function reportAsSarif({ findings, base }: Report): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'specwright', rules: ids.map(toRule) } },
        originalUriBaseIds: { BASE: { uri: `${pathToFileURL(base).href}/` } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => toResult(finding, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRule(id: string) {
  const reason = [...ownRules, ...redoclyRules].find((rule) => rule.id === id)?.reason;
  return { id, ...(reason === undefined ? {} : { shortDescription: { text: `${reason}.` } }) };
}

/** A pointer stands as the name of the place, so that it stays the same when lines move. */
function toResult(finding: Finding, ids: readonly string[]) {
  const { rule, severity, position } = finding;
  const { file, line, column, pointer } = position;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity === 'error' ? 'error' : 'warning',
    message: { text: toText(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'BASE' },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: `#${pointer}` }],
      },
    ],
    partialFingerprints: { 'ruleAndPointer/v1': `${rule}#${pointer}` },
  };
}
