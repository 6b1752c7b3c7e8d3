import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearestWord } from './did-you-mean.ts';
import { appendToken, pointerTokens } from './json-pointer.ts';
import { isRecord } from './located.ts';

/** A fault in the structure of a document, in words. */
export interface StructureFault {
  /** Of the value that is wrong. */
  readonly pointer: string;
  /** Whether the name of the member is wrong, rather than its value. */
  readonly isAboutKey: boolean;
  readonly message: string;
  readonly hint: string;
}

/** Keywords that only repeat what their branches say. */
const echoes = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not', 'then', 'else', 'dependentSchemas', '$ref', 'propertyNames']);

/**
 * What an author needs to know of the errors that Ajv reports with `allErrors` and `verbose`: each place once, the cause
 * rather than the branches of the schema that followed from it.
 */
export function explainErrors(errors: readonly ErrorObject[]): StructureFault[] {
  const causes = errors.filter((error) => !isConsequence(error, errors));
  const faults = new Map<string, StructureFault>();
  for (const place of new Set(causes.map(({ instancePath }) => instancePath))) {
    const here = causes.filter(({ instancePath }) => instancePath === place);
    for (const fault of [...alternatives(here), ...here.filter((error) => !isAlternative(error)).map(explain)]) {
      faults.set(`${fault.pointer} ${fault.message}`, fault);
    }
  }
  return [...faults.values()];
}

/** When a branch fails, its properties count as unknown too; and every combining keyword says once more that it failed. */
function isConsequence(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const isCause = (other: ErrorObject) => other.keyword !== 'unevaluatedProperties' && !echoes.has(other.keyword);
  if (error.keyword === 'unevaluatedProperties') {
    return all.some((other) => isCause(other) && (other.instancePath === error.instancePath || isWrongMember(other, error)));
  }
  const isWithin = (other: ErrorObject) =>
    other.instancePath === error.instancePath || other.instancePath.startsWith(`${error.instancePath}/`);
  return echoes.has(error.keyword) && all.some((other) => isWithin(other) && !echoes.has(other.keyword));
}

/** A wrong value of a member may be why a branch failed. */
function isWrongMember({ instancePath, keyword }: ErrorObject, of: ErrorObject): boolean {
  return keyword !== 'required' && instancePath.slice(0, instancePath.lastIndexOf('/')) === of.instancePath;
}

/** `required` in the branches of a `oneOf`: one of several members is missing. */
function isAlternative({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword === 'required' && /\/(oneOf|anyOf)\/\d+\/required$/.test(schemaPath);
}

function alternatives(errors: readonly ErrorObject[]): StructureFault[] {
  const names = errors.filter(isAlternative).map(missingName);
  const [{ instancePath } = { instancePath: '' }] = errors;
  if (names.length === 0) return [];
  const message = `${placeName(instancePath)} needs ${names.join(' or ')}`;
  return [{ pointer: instancePath, isAboutKey: false, message, hint: `Add ${names.join(' or ')}` }];
}

function explain(error: ErrorObject): StructureFault {
  const { instancePath: pointer, keyword } = error;
  const params = error.params as Record<string, unknown>;
  const place = placeName(pointer);
  if (keyword === 'required') {
    return { pointer, isAboutKey: false, message: `${place} has no ${missingName(error)}`, hint: `Add ${missingName(error)}` };
  }
  if (keyword === 'unevaluatedProperties' || keyword === 'additionalProperties') return unknownMember(error, place);
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    const values = params.allowedValues.join(', ');
    return { pointer, isAboutKey: false, message: `${place} must be one of ${values}`, hint: `Write one of: ${values}` };
  }
  if (keyword === 'type') {
    const types = [params.type].flat().join(' or ');
    return { pointer, isAboutKey: false, message: `${place} must be ${types}`, hint: `Write a value of type ${types}` };
  }
  if (keyword === 'const')
    return {
      pointer,
      isAboutKey: false,
      message: `${place} must be ${String(params.allowedValue)}`,
      hint: `Write ${String(params.allowedValue)}`,
    };
  return {
    pointer,
    isAboutKey: false,
    message: `${place} ${error.message ?? 'is wrong'}`,
    hint: 'See the specification for what may stand here',
  };
}

function unknownMember(error: ErrorObject, place: string): StructureFault {
  const params = error.params as Record<string, unknown>;
  const name = String(params.unevaluatedProperty ?? params.additionalProperty);
  const schema: unknown = error.parentSchema;
  const known = isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  const meant = nearestWord(name, known);
  const hint = meant === undefined ? 'Remove it, or let its name begin with x-' : `Did you mean ${meant}?`;
  return { pointer: appendToken(error.instancePath, name), isAboutKey: true, message: `${name} means nothing in ${place}`, hint };
}

function missingName({ params }: ErrorObject): string {
  return String((params as Record<string, unknown>).missingProperty);
}

/** The name of a member for a sentence: `info`, `/pets`, `response 200`, `item 2 of parameters`. */
function placeName(pointer: string): string {
  const tokens = pointerTokens(pointer);
  const last = tokens.at(-1);
  if (last === undefined) return 'the document';
  const owner = tokens.at(-2) ?? '';
  if (owner === 'responses') return `response ${last}`;
  return /^\d+$/.test(last) ? `item ${Number(last) + 1} of ${owner}` : last;
}
