import type { Contract } from '../../contract/open-contract.ts';
import { compareContracts } from '../../diff/compare-contracts.ts';
import type { Finding, Hit } from '../../diff/finding.ts';
import { witnessText, witnessTitle } from '../../diff/reports/report.ts';
import type { Session } from '../session.ts';
import { wholeContract } from './lint.ts';

const mostNamed = 5;

/**
 * Tells what the contract breaks for those who rely on the one before. Returns ids of all operations and channels in which a change is
 * felt, a safe one too: where the contract was edited the server was, or should have been.
 */
export function compareWithBase(base: Contract, { subject: { contract }, tell }: Pick<Session, 'subject' | 'tell'>): ReadonlySet<string> {
  const findings = compareContracts(base, contract);
  for (const finding of findings.filter(({ severity }) => severity !== 'safe')) {
    const { rule, severity, message, hits, old, new: next } = finding;
    const position = next ?? old ?? { file: '', line: 1, column: 1, pointer: '' };
    const operationId = hits.map((hit) => idOf(hit, contract)).find((id) => id !== '') ?? wholeContract;
    tell({ check: `breaking-change.${rule}`, severity: severity === 'breaking' ? 'error' : 'warn', operationId, message, position, about: showing(finding), phase: 'diff' });
  }
  const ids = [...contract.api.operations.map(({ id }) => id), ...contract.api.channels.map(({ name }) => name)];
  const hit = new Set(findings.flatMap(({ hits }) => hits.map((each) => idOf(each, contract))));
  return new Set(ids.filter((id) => hit.has(id)));
}

/** As the contract calls it now, if it still has it. */
function idOf({ operation, id }: Hit, { api }: Contract): string {
  return api.operations.find(({ method, path }) => `${method.toUpperCase()} ${path}` === operation)?.id ?? id;
}

/** The value that shows it, and where it is felt. */
function showing(finding: Finding): string {
  const { witness, hits, reason } = finding;
  const felt = [...new Set(hits.map(({ operation }) => operation))];
  const more = felt.length > mostNamed ? ` and ${felt.length - mostNamed} more` : '';
  const shown = witness === undefined ? reason : `${witnessTitle(finding)}: ${witnessText(witness.value)}`;
  return `${shown}; felt in ${felt.slice(0, mostNamed).join(', ')}${more}`;
}
