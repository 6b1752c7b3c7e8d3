import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearestWord } from './did-you-mean.ts';
import { appendToken, pointerTokens } from './json-pointer.ts';
import { isLikeSchema } from './like-schema.ts';
import { isRecord } from './located.ts';
import type { RefusalCode } from './refusal-codes.ts';

/** A fault in the structure of a document, in words. */
export interface StructureFault {
  readonly code: Extract<
    RefusalCode,
    'invalid-structure' | 'unknown-member' | 'misspelt-member' | 'missing-description' | 'missing-member' | 'ignored-member' | 'invalid-component-name' | 'misplaced-reference'
  >;
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
  const causes = errors.filter((error) => !isConsequence(error, errors) && !isSilence(error));
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
    return all.some((other) => isCause(other) && (other.instancePath === error.instancePath || isWrongMember(other, error) || isWithinMember(other, error)));
  }
  const isWithin = (other: ErrorObject) =>
    other.instancePath === error.instancePath || other.instancePath.startsWith(`${error.instancePath}/`);
  return echoes.has(error.keyword) && all.some((other) => isWithin(other) && !echoes.has(other.keyword));
}

/** That an operation declares no response, or a path parameter is optional, is for others to say, in every edition alike. */
function isSilence({ keyword, instancePath, params, data }: ErrorObject): boolean {
  const { missingProperty } = params as Record<string, unknown>;
  if (keyword === 'required' && missingProperty === 'responses') return true;
  if (keyword === 'required' && missingProperty === 'required') return true;
  if (/\/parameters\/[^/]+\/required$/.test(instancePath) && data === false) return true;
  return instancePath.endsWith('/responses') && isRecord(data) && Object.keys(data).every((name) => name.startsWith('x-'));
}

/** A wrong value of a member may be why a branch failed. */
function isWrongMember({ instancePath, keyword }: ErrorObject, of: ErrorObject): boolean {
  return keyword !== 'required' && instancePath.slice(0, instancePath.lastIndexOf('/')) === of.instancePath;
}

/** Or something deep within it. */
function isWithinMember({ instancePath }: ErrorObject, { instancePath: owner, params }: ErrorObject): boolean {
  const { unevaluatedProperty } = params as Record<string, unknown>;
  return instancePath.startsWith(`${appendToken(owner, String(unevaluatedProperty))}/`);
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
  return [{ code: 'invalid-structure', pointer: instancePath, isAboutKey: false, message, hint: `Add ${names.join(' or ')}` }];
}

function explain(error: ErrorObject): StructureFault {
  const { instancePath: pointer, keyword } = error;
  const params = error.params as Record<string, unknown>;
  const place = placeName(pointer);
  if (keyword === 'unevaluatedProperties' || keyword === 'additionalProperties') return unknownMember(error, place);
  if (error.propertyName !== undefined && /^\/components\/[^/]+$/.test(pointer)) return componentName(error.propertyName, pointer);
  const say = (message: string, hint: string, code: StructureFault['code'] = 'invalid-structure') => ({
    code,
    pointer,
    isAboutKey: false,
    message: `${place} ${message}`,
    hint,
  });
  switch (keyword) {
    case 'required': {
      const name = missingName(error);
      const isSpared = isNoteOfAll(pointer, name) || (name === 'paths' && isRecord(error.data) && isRecord(error.data.components));
      return say(`has no ${name}`, `Add ${name}`, name === 'description' ? 'missing-description' : isSpared ? 'missing-member' : 'invalid-structure');
    }
    case 'enum': {
      const values = (params.allowedValues as unknown[]).join(', ');
      return say(`must be one of ${values}`, `Write one of: ${values}`);
    }
    case 'type': {
      const types = [params.type].flat().join(' or ');
      if (typeof error.data === 'number' && /^\/info\/(title|version)$/.test(pointer)) return say('must be a text', 'Put it in quotes', 'misspelt-member');
      if (isNote(pointer)) return say('must be a text', 'Write a text, or remove it', 'ignored-member');
      if (error.data === null && isEmptiable(pointer)) return say('is empty', `Write ${types === 'array' ? '[]' : '{}'}, or remove it`, 'misspelt-member');
      return isMisplacedReference(error)
        ? say(`must not stand here`, 'Write out what it refers to', 'misplaced-reference')
        : say(`must be ${types}`, `Write a value of type ${types}`);
    }
    case 'not':
      return say('has example and examples', 'Keep one of them', 'ignored-member');
    case 'format':
      return isAddress(pointer) ? say('is no URL', 'Write one, or remove it', 'ignored-member') : say(error.message ?? 'is wrong', 'See the specification for what may stand here');
    case 'const':
      return say(`must be ${String(params.allowedValue)}`, `Write ${String(params.allowedValue)}`);
    default:
      return say(error.message ?? 'is wrong', 'See the specification for what may stand here');
  }
}

/** Components are called so that their names may stand in URLs as they are (OpenAPI 3.1, "Components Object"). */
function componentName(name: string, pointer: string): StructureFault {
  const message = `${name} is no name for a component`;
  const hint = 'Use letters of ASCII, digits, dots, hyphens and underscores';
  return { code: 'invalid-component-name', pointer: appendToken(pointer, name), isAboutKey: true, message, hint };
}

/** What an API is called is in comments at most. */
function isNoteOfAll(pointer: string, name: string): boolean {
  return (pointer === '' && name === 'info') || (pointer === '/info' && (name === 'title' || name === 'version'));
}

/** For readers of the document: nothing is made of what is no text there, such as a reference to a file of Markdown. */
function isNote(pointer: string): boolean {
  return /(^|\/)(description|summary)$/.test(pointer);
}

/** Addresses for readers and clients: where tokens are got, who is behind an API. Nothing is made of them. */
function isAddress(pointer: string): boolean {
  return /\/(termsOfService|email|url|\w+Url)$/.test(pointer);
}

/** YAML makes null of what is left empty. Where nothing has to be within, that is the same as `{}`. */
function isEmptiable(pointer: string): boolean {
  return /\/(content\/[^/]+|parameters|headers|examples|links|callbacks|encoding|schemas|responses\/[^/]+\/content)$/.test(pointer);
}

/** A `$ref` among the members of a map, such as `content: {$ref: …}`, was taken for one of them. */
function isMisplacedReference({ instancePath, data }: ErrorObject): boolean {
  return instancePath.endsWith('/$ref') && typeof data === 'string';
}

/** Serialisation is described by a schema only; beside `content` it means nothing (OpenAPI 3.1, "Parameter Object"). */
const besideContent = new Set(['style', 'explode', 'allowReserved']);

/** Members that are for readers wherever they may stand. */
const notes = new Set(['description', 'externalDocs', 'summary', 'tags', 'title']);

function unknownMember(error: ErrorObject, place: string): StructureFault {
  const params = error.params as Record<string, unknown>;
  const name = String(params.unevaluatedProperty ?? params.additionalProperty);
  const schema: unknown = error.parentSchema;
  const known = isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  const meant = nearestWord(name, known);
  const isIgnored = notes.has(name) || (besideContent.has(name) && isRecord(error.data) && error.data.content !== undefined);
  if (name === '$ref') return misplacedReference(error, place);
  if (/^[1-5]xx$/i.test(name) && place === 'responses') return misspeltRange(name, error);
  if (isForgottenSchema(error, name)) return forgottenSchema(error, place);
  const hint = meant === undefined ? 'Remove it, or let its name begin with x-' : `Did you mean ${meant}?`;
  return {
    code: isIgnored ? 'ignored-member' : 'unknown-member',
    pointer: appendToken(error.instancePath, name),
    isAboutKey: true,
    message: `${name} means nothing in ${place}`,
    hint: isIgnored ? 'Remove it' : hint,
  };
}

/** A range of statuses has an uppercase X (OpenAPI 3.1, "Responses Object"); in lower case it can mean nothing else. */
function misspeltRange(name: string, { instancePath }: ErrorObject): StructureFault {
  const hint = `Write ${name.toUpperCase()}`;
  return { code: 'misspelt-member', pointer: appendToken(instancePath, name), isAboutKey: true, message: `${name} is no range of statuses`, hint };
}

/** Words of a schema right within a media type that has none: what stands there is one. */
function isForgottenSchema({ instancePath, data }: ErrorObject, name: string): boolean {
  return /\/content\/[^/]+$/.test(instancePath) && isLikeSchema(data) && !/^(schema|itemSchema|encoding)$/.test(name);
}

function forgottenSchema({ instancePath }: ErrorObject, place: string): StructureFault {
  const message = `${place} is a schema, in place of an object with one`;
  return { code: 'misspelt-member', pointer: instancePath, isAboutKey: true, message, hint: 'Put it below schema' };
}

/** Objects that may not be references before OpenAPI 3.2, such as those of media types. */
function misplacedReference({ instancePath }: ErrorObject, place: string): StructureFault {
  const pointer = appendToken(instancePath, '$ref');
  const message = `${place} must not be a reference`;
  return { code: 'misplaced-reference', pointer, isAboutKey: true, message, hint: 'Write out what it refers to' };
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
