import type { Contract } from '../contract/open-contract.ts';
import type { Severity } from './checks/check.ts';
import type { Phase } from './case.ts';
import type { Remark } from './phases/lint.ts';
import type { Fixtures } from './supply.ts';

export type Secret = string | (() => string | Promise<string>);
export type Secrets = Readonly<Record<string, Secret>>;

export interface VerifyOptions {
  /** What the phase `lint` tells: what `lintContract` of `specwright` finds, for example. */
  readonly remarks: readonly Remark[];
  /** What clients rely on until now; the phase `diff` compares it with the contract. */
  readonly base?: Contract;
  /** Where the server is. */
  readonly url: string;
  /** By security scheme: a token, a key, or `user:password`; or a function that is asked for it each time. */
  readonly secrets: Secrets;
  /** The same of others, by their names: none of them may see what belongs to the first. */
  readonly strangers: Readonly<Record<string, Secrets>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Values of parameters by name, or by `operationId.name`. */
  readonly values: Readonly<Record<string, string>>;
  /** Inputs with which operations succeed, where the contract alone does not tell. */
  readonly fixtures: Fixtures;
  readonly phases: readonly Phase[];
  /** Operation ids; empty: all. */
  readonly only: readonly string[];
  /** Only GET, HEAD and OPTIONS are sent. */
  readonly isReadOnly: boolean;
  /** Random requests to an operation in the phase `fuzz`. */
  readonly fuzzRuns: number;
  /** What the random requests are made from. */
  readonly seed: number;
  readonly maxRequests: number;
  /** Per operation and phase. */
  readonly maxPerPhase: number;
  readonly maxSeconds: number;
  /** Requests per second; 0: as fast as they are answered. */
  readonly rate: number;
  readonly timeoutMs: number;
  /** Of checks, or of `check@operationId`; `lint` and `breaking-change` are all of their kind. */
  readonly severities: Readonly<Record<string, Severity>>;
  /** Ends the run: what was found until then stands. */
  readonly signal?: AbortSignal;
}

export const defaults = {
  remarks: [],
  secrets: {},
  strangers: {},
  headers: {},
  values: {},
  fixtures: {},
  phases: ['lint', 'diff', 'replay', 'probe', 'examples', 'coverage', 'negative', 'protocol', 'stateful', 'streams'],
  only: [],
  isReadOnly: false,
  fuzzRuns: 50,
  seed: 1,
  maxRequests: 5000,
  maxPerPhase: 90,
  maxSeconds: 600,
  rate: 0,
  timeoutMs: 10_000,
  severities: {},
} as const satisfies Omit<VerifyOptions, 'url'>;
