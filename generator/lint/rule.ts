import type { Located } from '../load/located.ts';
import type { Setting } from './finding.ts';
import type { Subject } from './subject.ts';

/** What every rule says of itself, whoever checks it. */
export interface RuleDescription {
  /** Stays the same between versions; never used for something else. */
  readonly id: string;
  /** What it weighs unless the settings say otherwise. */
  readonly severity: Setting;
  /** Why one wants it, in one sentence without a full stop. */
  readonly reason: string;
}

/** A rule of ours. */
export interface Rule extends RuleDescription {
  readonly check: (subject: Subject) => Remark[];
}

/** What a rule of ours finds. */
export interface Remark {
  readonly at: Located;
  /** The name of the member is meant, not its value. */
  readonly isAboutKey?: boolean;
  readonly message: string;
  readonly hint: string;
}
