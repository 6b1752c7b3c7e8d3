import type { Position } from '../../../generator/load/position.ts';
import type { Case } from '../case.ts';
import type { WireRequest, WireResponse } from '../http/wire.ts';
import type { Subject } from '../subject.ts';

export type Severity = 'error' | 'warn' | 'off';

/** A request, the answer, and what the contract says. */
export interface Exchange {
  readonly case: Case;
  readonly request: WireRequest;
  readonly response: WireResponse;
  readonly subject: Subject;
  /** How the plain request to the operation was answered, if it was sent before. */
  readonly plainStatus?: number | undefined;
}

/** What is wrong with an answer. */
export interface Fault {
  /** In one sentence without a full stop. */
  readonly message: string;
  /** Part of the finding's identity: what of the answer is wrong. */
  readonly where?: string;
  /** Where the contract says otherwise; default: the operation. */
  readonly at?: Position;
}

/** One thing that has to hold of every answer that it is asked about. */
export interface Check {
  readonly id: string;
  readonly severity: Severity;
  /** What it holds the server to, and after which source. */
  readonly purpose: string;
  readonly find: (exchange: Exchange) => readonly Fault[];
}

/** What is told of a check, wherever its faults are found. */
export type CheckDescription = Omit<Check, 'find'>;
