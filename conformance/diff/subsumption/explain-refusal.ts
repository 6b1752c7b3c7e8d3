import type { ErrorObject } from 'ajv';
import { appendToken, pointerTokens } from '../../../generator/load/json-pointer.ts';
import { inPlace } from '../../schema/in-place.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { Shape } from '../../schema/shape.ts';
import { listWord, wordOf, type Site, type Sites } from '../../schema/site.ts';
import type { Break, Place } from './break.ts';

interface Pair {
  readonly accepting: Sites;
  readonly refusing: Sites;
  readonly acceptingSchemas: Schemas;
  readonly refusingSchemas: Schemas;
}

/** Words that only sum up what others say. */
const summaries = new Set(['allOf', 'anyOf', 'oneOf', '$ref', 'if', 'propertyNames']);

/** The breaks that a refused value shows: those of the value itself, or with `isOwn` false also of its parts. */
export function explainRefusal(value: unknown, errors: readonly ErrorObject[], isOwn: boolean, pair: Pair): Break[] {
  const details = errors.filter(({ keyword }) => !summaries.has(keyword));
  const telling = details.length > 0 ? details : errors;
  return telling.filter(({ instancePath }) => !isOwn || instancePath === '').map((error) => toBreak(value, error, pair));
}

/** The break of a branch that has no counterpart. */
export function refusedBranch(value: unknown, { parts }: Shape, accepting: Sites, refusing: Sites): Break {
  const branch = parts.at(-1);
  const message = 'is of a branch that has no counterpart';
  return { keyword: 'oneOf', message, path: [], value, accepting: placeOf(branch ?? accepting[0]), refusing: placeOf(refusing[0]) };
}

function toBreak(value: unknown, error: ErrorObject, { accepting, refusing, acceptingSchemas, refusingSchemas }: Pair): Break {
  const tokens = pointerTokens(error.instancePath);
  const property = propertyOf(error);
  const [acceptingParts, refusingParts] = [walk(accepting, tokens, acceptingSchemas), walk(refusing, tokens, refusingSchemas)];
  return {
    keyword: error.keyword,
    message: messageOf(error, property),
    ...(property === undefined ? {} : { property }),
    path: pathOf(value, tokens),
    value,
    accepting: speaking(acceptingParts, error.keyword, property) ?? placeOf(acceptingParts[0] ?? accepting[0]),
    refusing: speaking(refusingParts, error.keyword, property, true) ?? placeOf(refusingParts[0] ?? refusing[0]),
  };
}

/** All schemas that have a say about a part of a value. */
function walk(sites: Sites, tokens: readonly string[], schemas: Schemas): Site[] {
  return tokens.reduce<Site[]>((parts, token) => {
    const shape = new Shape(parts, [], schemas);
    const isIndex = /^\d+$/.test(token) && shape.property(token).length === 0;
    return inPlace(isIndex ? shape.item(Number(token)) : shape.property(token), schemas);
  }, inPlace(sites, schemas));
}

/** Where the word stands, or for one that is about a property that is declared: where the property is. */
function speaking(parts: readonly Site[], keyword: string, property: string | undefined, isRefusing = false): Place | undefined {
  const declaring = property === undefined ? undefined : parts.find((part) => hasProperty(part, property));
  if (declaring !== undefined && !isRefusing) return { file: declaring.file, pointer: appendToken(`${declaring.pointer}/properties`, property ?? '') };
  const saying = parts.find((part) => wordOf(part, keyword) !== undefined && isAbout(part, keyword, property));
  if (saying === undefined) return undefined;
  const index = keyword === 'required' ? listWord(saying, 'required')?.indexOf(property) : undefined;
  const pointer = appendToken(saying.pointer, keyword);
  return { file: saying.file, pointer: index === undefined ? pointer : appendToken(pointer, index) };
}

function isAbout(part: Site, keyword: string, property: string | undefined): boolean {
  return keyword !== 'required' || listWord(part, 'required')?.includes(property) === true;
}

function hasProperty(part: Site, name: string): boolean {
  const properties = wordOf(part, 'properties');
  return typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name);
}

function propertyOf({ keyword, params }: ErrorObject): string | undefined {
  const details = params as Record<string, unknown>;
  const name = keyword === 'required' ? details.missingProperty : (details.additionalProperty ?? details.unevaluatedProperty);
  return typeof name === 'string' ? name : undefined;
}

function messageOf({ keyword, params, message }: ErrorObject, property: string | undefined): string {
  const details = params as Record<string, unknown>;
  if (keyword === 'enum') return `must be one of ${JSON.stringify(details.allowedValues)}`;
  if (keyword === 'const') return `must be ${JSON.stringify(details.allowedValue)}`;
  if (keyword === 'required') return `must have the property ${property}`;
  if (property !== undefined) return `must not have the property ${property}`;
  return message ?? `is refused by ${keyword}`;
}

/** Indices of lists become `*`. */
function pathOf(value: unknown, tokens: readonly string[]): string[] {
  let current = value;
  return tokens.map((token) => {
    const isList = Array.isArray(current);
    current = (current as Record<string, unknown> | undefined)?.[token];
    return isList ? '*' : token;
  });
}

function placeOf(site: Site | undefined): Place {
  return { file: site?.file ?? '', pointer: site?.pointer ?? '' };
}
