import type { Position } from '../../../generator/load/position.ts';
import type { Finding } from '../finding.ts';
import { ruleOf, type Severity } from '../rules.ts';
import { witnessText, witnessTitle, type DiffReporter } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { breaking: 'error', risky: 'warning', safe: 'note' };

/** A log of the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), for code scanning. */
export const reportAsSarif: DiffReporter = (reports) => {
  const findings = reports.flatMap((report) => report.findings);
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'specwright diff', rules: ids.map((id) => ({ id, shortDescription: { text: `${ruleOf(id).reason}.` } })) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => toResult(finding, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

/** The place in the new document, which a pull request shows, and the old one beside it. */
function toResult(finding: Finding, ids: readonly string[]) {
  const { rule, severity, witness, hits, old, new: next } = finding;
  const shows = witness === undefined ? '' : ` (${witnessTitle(finding)}: ${witnessText(witness.value)})`;
  const felt = hits.map(({ operation }) => operation).slice(0, 5).join(', ');
  const main = next ?? old;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: `${finding.message}${shows}; felt in ${felt}.` },
    ...(main === undefined ? {} : { locations: [location(main)] }),
    ...(old === undefined || next === undefined ? {} : { relatedLocations: [{ ...location(old), message: { text: 'what was promised' } }] }),
    partialFingerprints: { 'finding/v1': finding.id },
  };
}

function location({ file, line, column, pointer }: Position) {
  return {
    physicalLocation: { artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') }, region: { startLine: line, startColumn: column } },
    logicalLocations: [{ fullyQualifiedName: `#${pointer}` }],
  };
}
