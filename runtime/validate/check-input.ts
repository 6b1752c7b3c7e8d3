import { decodeNothing, nothing } from '../decode/no-parameters.ts';
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

/** Of operations without parameters. */
const nothingDeclared: CheckedInput = Object.freeze({ input: nothing, violations: none });

/** What a decoder puts its violations into; it is given away as soon as there is one. Decoding is synchronous and never nested. */
let spare: Violation[] = [];

/** Decodes and validates the parameters. Text that could not be decoded is not reported again by the validator. */
export function checkInput(row: InputRow, raw: RawInput): CheckedInput {
  if (row.decode === decodeNothing && row.validateInput === undefined) return nothingDeclared;
  // Left behind where a decoder threw.
  if (spare.length > 0) spare = [];
  const violations = spare;
  const input = row.decode(raw, violations);
  const valid = row.validateInput === undefined || row.validateInput(input);
  if (violations.length > 0) spare = [];
  else if (valid) return { input, violations: none };
  const undecoded = new Set(violations.map(({ in: part, pointer }) => part + pointer));
  const invalid = valid ? [] : toInputViolations(row.validateInput?.errors, input).filter(({ in: part, pointer }) => !undecoded.has(part + pointer));
  return { input, violations: [...violations, ...invalid] };
}
