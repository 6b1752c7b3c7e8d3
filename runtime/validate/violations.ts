import type { InputPart, SchemaError, Violation } from '../contract.ts';

/**
 * Ajv's errors as violations of one part. The pointer names the field: for `required` and the like Ajv points at the object
 * around it, so the property's name is added. `most` bounds the work for a client who sends a million mistakes.
 */
export function toViolations(part: InputPart, errors: readonly SchemaError[] | null | undefined, most = Infinity): Violation[] {
  return (errors ?? []).slice(0, most).map((error) => toViolation(part, error.instancePath, error));
}

const partOfInput: Readonly<Record<string, InputPart>> = { path: 'path', query: 'query', headers: 'header', cookies: 'cookie' };

/** The same for a validator of a whole DecodedInput, where the first word of the pointer is the part. */
export function toInputViolations(errors: readonly SchemaError[] | null | undefined): Violation[] {
  return (errors ?? []).map((error) => {
    const end = error.instancePath.indexOf('/', 1);
    const word = error.instancePath.slice(1, end === -1 ? undefined : end);
    return toViolation(partOfInput[word] ?? 'query', end === -1 ? '' : error.instancePath.slice(end), error);
  });
}

function toViolation(part: InputPart, pointer: string, { keyword, message, params }: SchemaError): Violation {
  const property = namedProperty(params);
  return {
    in: part,
    pointer: property === undefined ? pointer : `${pointer}/${escapePointer(property)}`,
    keyword,
    message: message ?? `breaks ${keyword}`,
    params,
  };
}

/** `required` and `dependentRequired`, `additionalProperties`, `unevaluatedProperties`, `propertyNames`. */
function namedProperty(params: Readonly<Record<string, unknown>>): string | undefined {
  const name = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'];
  return typeof name === 'string' ? name : undefined;
}

/** RFC 6901 section 3. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
