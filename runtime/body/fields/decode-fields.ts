import type { DecodeFields, FieldPairs, Violation } from '../../contract.ts';

export interface DecodedFields {
  readonly fields: Record<string, unknown>;
  readonly violations: readonly Violation[];
}

/** Generated decoders read fields like parameters of a query; here it is the body that their violations are about. */
export function decodeFields(decode: DecodeFields, pairs: FieldPairs): DecodedFields {
  const violations: Violation[] = [];
  const fields = decode(pairs, violations);
  return { fields, violations: violations.map((violation) => ({ ...violation, in: 'body' })) };
}
