import type { Violation } from 'specwright/runtime';
import type { ContractViolation } from '../../../generated/general-bots/types.ts';

/** A violation without the validator's inner words; over HTTP nothing is ever found in a `message`. */
export function toViolation({ in: part, pointer, message }: Violation): ContractViolation {
  return { in: part === 'message' ? 'body' : part, pointer, message };
}
