import { toInputViolations } from './violations.ts';
import type { Decode, DecodedInput, RawInput, Validate, Violation } from '../contract.ts';

export interface CheckedInput {
  readonly input: DecodedInput;
  readonly violations: readonly Violation[];
}

/** Rows of operations and of channels alike. */
export interface InputRow {
  readonly decode: Decode;
  readonly validateInput?: Validate;
}

/** Shared by all valid requests. */
const none: readonly Violation[] = Object.freeze([]);

/** Decodes and validates the parameters. Text that could not be decoded is not reported again by the validator. */
export function checkInput(row: InputRow, raw: RawInput): CheckedInput {
  const violations: Violation[] = [];
  const input = row.decode(raw, violations);
  const valid = row.validateInput === undefined || row.validateInput(input);
  if (valid && violations.length === 0) return { input, violations: none };
  const undecoded = new Set(violations.map(({ in: part, pointer }) => part + pointer));
  const invalid = valid ? [] : toInputViolations(row.validateInput?.errors).filter(({ in: part, pointer }) => !undecoded.has(part + pointer));
  return { input, violations: [...violations, ...invalid] };
}
