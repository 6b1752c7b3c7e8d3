import type { Position } from '../../../generator/load/position.ts';
import type { Refusal } from '../../../generator/load/refusal.ts';
import type { Operation } from '../../../generator/model/types.ts';
import { nothingCovered } from '../coverage.ts';
import { contractFindingId, type ContractFinding } from '../finding.ts';
import type { Session } from '../session.ts';
import type { VerifyReport } from '../verify.ts';

/** Something that is wrong with a contract, as `specwright lint` tells it. */
export interface Remark {
  readonly rule: string;
  readonly severity: 'error' | 'warn';
  /** What is wrong, and what to do; in one sentence each, without a full stop. */
  readonly message: string;
  readonly hint: string;
  readonly position: Position;
}

/** Of a finding that belongs to no operation. */
export const wholeContract = 'contract';

/** A server is held against a contract that may be wrong itself: that comes first. */
export function tellRemarks({ options, subject, tell }: Pick<Session, 'options' | 'subject' | 'tell'>): void {
  for (const remark of options.remarks) tell(findingOf(remark, operationAt(remark.position, subject.operations)));
}

/** A contract that is refused is all that is told of. */
export function reportRefusals(refusals: readonly Refusal[]): VerifyReport {
  const told = refusals.map(({ code, ...refusal }) => findingOf({ ...refusal, rule: code, severity: 'error' }, wholeContract));
  const findings = told.map((finding) => ({ ...finding, id: contractFindingId(finding), isFlaky: false, count: 1 }));
  return { findings, coverage: nothingCovered, requests: 0, seconds: 0, changed: [], notes: ['nothing was sent: the contract was refused'], secrets: [] };
}

function findingOf({ rule, severity, message, hint, position }: Remark, operationId: string): ContractFinding {
  return { check: `lint.${rule}`, severity, operationId, message, position, about: hint, phase: 'lint' };
}

function operationAt({ file, pointer }: Position, operations: readonly Operation[]): string {
  const own = operations.filter(({ at }) => at.file === file);
  const within = own.find(({ at }) => pointer === at.pointer || pointer.startsWith(`${at.pointer}/`));
  const below = pointer.startsWith('/paths/') ? own.find(({ at }) => at.pointer.startsWith(`${pointer}/`)) : undefined;
  return (within ?? below)?.id ?? wholeContract;
}
