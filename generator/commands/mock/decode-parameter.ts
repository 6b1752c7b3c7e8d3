import type { JsonSchema } from '../../model/json-schema.ts';
import { decodeDeepObject } from './deep-object.ts';
import { decodePercent } from './decode-percent.ts';
import type { TextValues } from './text-values.ts';

/** A parameter as its document describes it, defaults of its place filled in (OpenAPI 3.2, "Parameter Object"). */
export interface MockParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** Has `content` instead of a style: the text is JSON. */
  readonly isJson: boolean;
  readonly schema: JsonSchema;
}

/** The raw texts of a request, still encoded. */
export interface RawTexts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: readonly (readonly [string, string])[];
}

/** The value of a parameter; undefined where the request has none. */
export function decodeParameter(parameter: MockParameter, raw: RawTexts, texts: TextValues): unknown {
  const pairs = parameter.in === 'cookie' ? raw.cookies : raw.query;
  switch (parameter.in) {
    case 'path':
      return decodeOne(parameter, raw.path[parameter.name], texts, decodePercent);
    case 'header':
      return decodeOne(parameter, raw.headers[parameter.name.toLowerCase()], texts, (text) => text.trim());
    case 'querystring':
      return decodeWhole(parameter, raw, texts);
    default:
      return decodePairs(parameter, pairs, texts);
  }
}

type Decode = (text: string) => string;

function decodeOne(parameter: MockParameter, raw: string | undefined, texts: TextValues, decode: Decode): unknown {
  if (raw === undefined) return undefined;
  if (parameter.isJson) return fromJson(decode(raw));
  const { style, schema, explode, name } = parameter;
  const types = texts.types(schema);
  const text = style === 'label' ? raw.replace(/^\./, '') : raw;
  const separator = style === 'label' && explode ? '.' : style === 'matrix' && explode ? ';' : ',';
  if (style === 'matrix') return decodeMatrix(parameter, raw, texts);
  if (types.has('array')) return text.split(separator).map((item) => texts.read(decode(item), texts.items(schema)));
  const isPlain = isSingle(types) && !text.includes(explode ? '=' : separator);
  if (types.has('object') && !isPlain) return toObject(objectPairs(text.split(separator), explode), schema, texts, decode);
  return name === '' ? undefined : texts.read(decode(text), schema);
}

/** RFC 6570 section 3.2.7: `;name=value`, exploded `;name=a;name=b` or `;key=value`. */
function decodeMatrix({ name, schema, explode }: MockParameter, raw: string, texts: TextValues): unknown {
  const pairs = raw.split(';').slice(1).map(pairOf);
  const types = texts.types(schema);
  const own = pairs.filter(([key]) => key === name).map(([, value]) => value);
  if (types.has('object') && explode) return toObject(pairs, schema, texts, decodePercent);
  const parts = explode ? own : (own[0]?.split(',') ?? []);
  if (types.has('object')) return toObject(objectPairs(parts, false), schema, texts, decodePercent);
  if (types.has('array')) return parts.map((item) => texts.read(decodePercent(item), texts.items(schema)));
  return own[0] === undefined ? undefined : texts.read(decodePercent(own[0]), schema);
}

/** The value of a parameter that stands in pairs of a name and a text: in a query, a cookie, a form. */
export function decodePairs(parameter: MockParameter, pairs: RawTexts['query'], texts: TextValues): unknown {
  const { name, schema, style, explode, isJson } = parameter;
  // Style cookie encodes nothing (OpenAPI 3.2, "Style Values").
  const decode = style === 'cookie' ? (text: string) => text : decodeForm;
  const own = pairs.filter(([key]) => decode(key) === name).map(([, value]) => value);
  const types = texts.types(schema);
  if (isJson) return own[0] === undefined ? undefined : fromJson(decode(own[0]));
  if (style === 'deepObject') return decodeDeepObject(name, pairs.map(([key, text]) => [decode(key), decode(text)]), schema, texts);
  if (types.has('object') && explode && own.length === 0) {
    const names = new Set(texts.propertyNames(schema));
    const found = pairs.filter(([key]) => names.has(decode(key)));
    return found.length === 0 ? undefined : toObject(found, schema, texts, decode);
  }
  if (own[0] === undefined) return undefined;
  const separator = style === 'spaceDelimited' ? /%20|\+| /i : style === 'pipeDelimited' ? /\||%7C/i : ',';
  const parts = explode ? own : own[0].split(separator);
  if (types.has('array')) return parts.map((item) => texts.read(decode(item), texts.items(schema)));
  if (types.has('object') && !(isSingle(types) && parts.length === 1)) return toObject(objectPairs(parts, false), schema, texts, decode);
  return texts.read(decode(own[0]), schema);
}

/** Whether what may be an object may be a plain text, too. */
function isSingle(types: ReadonlySet<string>): boolean {
  return ['string', 'integer', 'number', 'boolean'].some((type) => types.has(type));
}

/** OpenAPI 3.2, `in: querystring`: all of the query is one value. */
function decodeWhole({ schema, isJson }: MockParameter, { query }: RawTexts, texts: TextValues): unknown {
  const [first] = query;
  if (first === undefined) return undefined;
  if (isJson) return fromJson(decodeForm(query.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join('&')));
  return toObject(query, schema, texts, decodeForm);
}

/** `key=value` each, or `key,value,key,value`. */
function objectPairs(parts: readonly string[], explode: boolean): (readonly [string, string])[] {
  if (explode) return parts.map(pairOf);
  return parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ''] as const] : []));
}

export function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Members given twice become lists where the schema wants one. */
export function toObject(pairs: RawTexts['query'], schema: JsonSchema, texts: TextValues, decode: Decode): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const [rawKey, text] of pairs) {
    const key = decode(rawKey);
    const member = texts.property(schema, key);
    const isList = texts.types(member).has('array');
    const before = entries.get(key);
    if (isList) entries.set(key, [...(Array.isArray(before) ? (before as unknown[]) : []), texts.read(decode(text), texts.items(member))]);
    else entries.set(key, texts.read(decode(text), member));
  }
  return Object.fromEntries(entries);
}

/** In forms and queries a plus is a space (URL Standard, "application/x-www-form-urlencoded"). */
export function decodeForm(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}

/** A text that is no JSON stays one, and the schema says so. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
