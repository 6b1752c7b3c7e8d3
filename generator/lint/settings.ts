import type { Position } from '../load/position.ts';
import type { Severity, Setting } from './finding.ts';

/** What a rule is set to, and, for one of Redocly's, its options. */
export interface RuleSetting {
  readonly severity: Setting;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A finding that is known and wanted. */
export interface Exception {
  readonly rule: string;
  /** Absolute; written relative to the settings. */
  readonly path: string;
  /** JSON Pointer; what stands below it is meant, too. */
  readonly pointer: string;
  readonly because: string;
  /** Of this entry. */
  readonly position: Position;
}

export interface LintSettings {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly exceptions: readonly Exception[];
  /** More warnings than this fail the command. */
  readonly maxWarnings: number;
}

export const noSettings: LintSettings = { rules: new Map(), exceptions: [], maxWarnings: Infinity };

/** What a finding weighs: as set, else as the one who found it says. Undefined: it is not reported. */
export function severityOf(rule: string, proposed: Setting, { rules }: LintSettings): Severity | undefined {
  const setting = rules.get(rule)?.severity ?? proposed;
  return setting === 'off' ? undefined : setting;
}
