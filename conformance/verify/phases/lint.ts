import { nearestWord } from '../../../generator/load/did-you-mean.ts';
import type { Position } from '../../../generator/load/position.ts';
import type { Refusal } from '../../../generator/load/refusal.ts';
import type { Api, Operation } from '../../../generator/model/types.ts';
import { answerChecks } from '../checks/all-checks.ts';
import { sequenceChecks } from '../checks/sequence-checks.ts';
import { nothingCovered } from '../coverage.ts';
import { contractFindingId, type ContractFinding } from '../finding.ts';
import { defaults } from '../options.ts';
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
  const remarks = [...options.remarks, ...unknownChecks(subject.contract.api)];
  for (const remark of remarks) tell(findingOf(remark, operationAt(remark.position, subject.operations)));
}

/** A misspelt check would go on as before, and nobody would know. */
function unknownChecks({ operations, channels }: Api): Remark[] {
  const known = new Set([...answerChecks, ...sequenceChecks].map(({ id }) => id));
  const settings = new Map([...operations, ...channels].flatMap(({ checks = {} }) => Object.entries(checks)).map(([id, { at }]) => [`${id} ${at.file} ${at.line}`, { id, at }]));
  return [...settings.values()].filter(({ id }) => !known.has(id)).map(({ id, at }) => unknownCheck(id, at, [...known]));
}

function unknownCheck(id: string, position: Position, known: readonly string[]): Remark {
  const like = nearestWord(id, known);
  const hint = like === undefined ? 'specwright verify --checks lists them' : `Did you mean ${like}?`;
  return { rule: 'unknown-check', severity: 'error', message: `x-verify names the check ${id}, which there is not`, hint, position };
}

/** A contract that is refused is all that is told of. */
export function reportRefusals(refusals: readonly Refusal[]): VerifyReport {
  const told = refusals.map(({ code, ...refusal }) => findingOf({ ...refusal, rule: code, severity: 'error' }, wholeContract));
  const findings = told.map((finding) => ({ ...finding, id: contractFindingId(finding), isFlaky: false, count: 1 }));
  return { findings, coverage: nothingCovered, requests: 0, seconds: 0, seed: defaults.seed, changed: [], notes: ['nothing was sent: the contract was refused'], secrets: [] };
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
