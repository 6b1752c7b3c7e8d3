import type { Position } from '../load/position.ts';

/** How much a finding weighs: an error fails the command, a warning does not (but see `--max-warnings`). */
export type Severity = 'error' | 'warn';

/** What a rule may be set to. */
export type Setting = Severity | 'off';

/** Something in a document that a rule has a word about. */
export interface Finding {
  /** Id of the rule, for example `missing-example`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** What to do, in one sentence without a full stop. */
  readonly hint: string;
  readonly position: Position;
}

/** A finding before it is known how much it weighs. */
export type Fault = Omit<Finding, 'severity'>;

/** Message and hint as running text. */
export function toText({ message, hint }: Fault): string {
  return [message, hint].map((sentence) => (/[.?!]$/.test(sentence) ? sentence : `${sentence}.`)).join(' ');
}
