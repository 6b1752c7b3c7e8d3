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

const tooLong = `must be an integer from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`;

/** An integer that a number cannot hold exactly stayed a text (decode/to-value.ts): to call it none would mislead. */
function isTooLong({ keyword, params, instancePath }: SchemaError, input: DecodedInput): boolean {
  if (keyword !== 'type' || !String(params['type']).includes('integer')) return false;
  const tokens = instancePath.slice(1).split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const value = tokens.reduce<unknown>((part, token) => (part as Record<string, unknown> | undefined)?.[token], input);
  return typeof value === 'string' && /^-?[1-9]\d{15,}$/.test(value);
}

function toViolation(part: InputPart, pointer: string, { keyword, message, params }: SchemaError): Violation {
  const property = namedProperty(keyword, params);
  return {
    in: part,
    pointer: property === undefined ? pointer : `${pointer}/${escapePointer(property)}`,
    keyword,
    message: message ?? `breaks ${keyword}`,
    params,
  };
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
