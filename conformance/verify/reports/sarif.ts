import type { Finding } from '../finding.ts';
import { exchangeOf, type Told } from './report.ts';

/** A log of the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0) that points at the lines of the contract. */
export function reportAsSarif(told: Told): string {
  const { findings } = told.report;
  const ids = [...new Set(findings.map(({ check }) => check))].sort();
  const run = {
    tool: { driver: { name: 'specwright verify', rules: ids.map((id) => ({ id })) } },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => toResult(finding, ids, told)),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function toResult(finding: Finding, ids: readonly string[], told: Told) {
  const { id, check, severity, operationId, message, position, about, isFlaky } = finding;
  const { file, line, column, pointer } = position;
  const exchange = exchangeOf(finding, told);
  const text = `${operationId}: ${message} (${about}).${exchange === undefined ? '' : ` Answer: ${exchange.answer}. ${exchange.curl}`}`;
  return {
    ruleId: check,
    ruleIndex: ids.indexOf(check),
    level: severity === 'error' && !isFlaky ? 'error' : 'warning',
    message: { text },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') }, region: { startLine: line, startColumn: column } },
        logicalLocations: [{ fullyQualifiedName: `#${pointer}` }],
      },
    ],
    partialFingerprints: { 'finding/v1': id },
  };
}
