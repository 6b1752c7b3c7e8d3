import type { Place } from '../contract/open-contract.ts';

/** A difference as it was found, in one operation or channel. */
export interface Change {
  /** Id of the rule. */
  readonly rule: string;
  /** What changed, in one sentence without a full stop. */
  readonly message: string;
  /** What shows it: a value, or an object that describes a request. */
  readonly witness?: { readonly value: unknown };
  readonly old?: Place;
  readonly new?: Place;
  /** Which part of an operation or channel, for example `request body application/json, name`. */
  readonly where: string;
}

/** Takes the differences of one operation or channel. */
export type Report = (change: Change) => void;
