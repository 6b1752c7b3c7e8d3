import type { Position } from '../../load/position.ts';

/** What the contract says of a check of `specwright verify` where the usual does not fit; `x-verify`. */
export interface CheckSetting {
  /** In place of the usual weight. */
  readonly severity?: 'error' | 'warn' | 'off';
  /** Answers with one of these are right, whatever the check says. */
  readonly statuses: readonly number[];
  readonly at: Position;
}

/** By id of the check. */
export type CheckSettings = Readonly<Record<string, CheckSetting>>;
