import { createHash } from 'node:crypto';
import type { Position } from '../../generator/load/position.ts';
import type { Fault } from './checks/check.ts';
import type { Case } from './case.ts';
import type { WireRequest, WireResponse } from './http/wire.ts';

/** Something that the server does and the contract does not say, or that is wrong with the contract itself. */
export interface Finding {
  /** The same for the same fault, in every run. */
  readonly id: string;
  readonly check: string;
  readonly severity: 'error' | 'warn';
  /** The operation, the channel, or what a channel receives; of the contract as a whole: `contract`. */
  readonly operationId: string;
  readonly message: string;
  /** Where the contract says otherwise. */
  readonly position: Position;
  /** What was sent: in words, and as it was. */
  readonly about: string;
  readonly phase: string;
  /** Absent where nothing had to be sent to find it. */
  readonly request?: WireRequest;
  /** Absent where there was none. */
  readonly response?: WireResponse;
  /** Did not show again when the same request was sent once more. */
  readonly isFlaky: boolean;
  /** How often the same was found. */
  readonly count: number;
}

/** A finding that needed no server. */
export type ContractFinding = Omit<Finding, 'id' | 'request' | 'response' | 'isFlaky' | 'count'>;

/** What of it stays the same when lines move. */
export function contractFindingId({ check, operationId, message, position: { pointer } }: ContractFinding): string {
  return digest([check, operationId, message, pointer]);
}

/** What makes two faults one: check, operation, class of the status, place in the request, what of the answer. */
export function findingId(check: string, { operation, at }: Case, fault: Fault, status: number | undefined): string {
  // A fault of the answer alone is one, whatever was asked; a fault of taking or refusing depends on what was.
  const asked = fault.where === undefined || ['valid-accepted', 'invalid-rejected', 'no-coercion'].includes(check) ? [at.in, at.pointer.replace(/\/\d+/g, '/*'), at.keyword] : [];
  const parts = [check, operation.id, String(status ?? 'none')[0], ...asked, fault.where ?? ''];
  return digest(parts);
}

function digest(parts: readonly (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}
