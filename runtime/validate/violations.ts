import type { DecodedInput, InputPart, SchemaError, Violation } from '../contract.ts';

/**
 * Ajv's errors as violations of one part. The pointer names the field: for `required` and the like Ajv points at the object
 * around it, so the property's name is added. `most` bounds the work for a client who sends a million mistakes.
 */
export function toViolations(part: InputPart, errors: readonly SchemaError[] | null | undefined, most = Infinity): Violation[] {
  const violations: Violation[] = [];
  if (errors)
    for (const error of errors) {
      if (violations.length >= most) break;
      violations.push(toViolation(part, error.instancePath, error));
    }
  return violations;
}

const partOfInput: Readonly<Record<string, InputPart>> = { path: 'path', query: 'query', headers: 'header', cookies: 'cookie' };

/** The same for a validator of a whole DecodedInput, where the first word of the pointer is the part. */
export function toInputViolations(errors: readonly SchemaError[] | null | undefined, input: DecodedInput): Violation[] {
  return (errors ?? []).map((error) => {
    const end = error.instancePath.indexOf('/', 1);
    const word = error.instancePath.slice(1, end === -1 ? undefined : end);
    return toViolation(partOfInput[word] ?? 'query', end === -1 ? '' : error.instancePath.slice(end), isTooLong(error, input) ? { ...error, message: tooLong } : error);
  });
}

/** Where integers of 64 bits are bigints, validators say what they allow. */
const wholeRange = (least: number) => `must be an integer from ${least} to ${Number.MAX_SAFE_INTEGER}; generated with "int64: bigint", one of 64 bits`;
const tooLong = wholeRange(Number.MIN_SAFE_INTEGER);
const longFormats: Readonly<Record<string, string | undefined>> = { int64: tooLong, uint64: wholeRange(0) };

/** An integer that a number cannot hold exactly stayed a text (decode/to-value.ts): to call it none would mislead. */
function isTooLong({ keyword, params, instancePath }: SchemaError, input: DecodedInput): boolean {
  if (keyword !== 'type' || !String(params['type']).includes('integer')) return false;
  const tokens = instancePath.slice(1).split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const value = tokens.reduce<unknown>((part, token) => (part as Record<string, unknown> | undefined)?.[token], input);
  return typeof value === 'string' && /^-?[1-9]\d{15,38}$/.test(value);
}

function toViolation(part: InputPart, pointer: string, { keyword, message, params }: SchemaError): Violation {
  const property = namedProperty(keyword, params);
  return {
    in: part,
    pointer: property === undefined ? pointer : `${pointer}/${escapePointer(property)}`,
    keyword,
    message: rangeOf(keyword, params, message) ?? message ?? `breaks ${keyword}`,
    params,
  };
}

/** That a format is not kept says little where it is the number that could not hold an integer. */
function rangeOf(keyword: string, { format }: Readonly<Record<string, unknown>>, message = ''): string | undefined {
  return keyword === 'format' && message.startsWith('must match') ? longFormats[String(format)] : undefined;
}

function namedProperty(keyword: string, params: Readonly<Record<string, unknown>>): string | undefined {
  const parameter = naming[keyword];
  const name = parameter === undefined ? undefined : params[parameter];
  return typeof name === 'string' ? name : undefined;
}

/** Keywords whose errors stand at the object around what they are about, and what names that. */
const naming: Readonly<Record<string, string | undefined>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  dependencies: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
  propertyNames: 'propertyName',
};

/** RFC 6901 section 3. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
