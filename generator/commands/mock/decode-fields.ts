import type { JsonSchema } from '../../model/json-schema.ts';
import { decodeForm, decodePairs, toObject } from './decode-parameter.ts';
import { membersOf, type DocumentTree, type Place } from './document-tree.ts';
import { isJsonType } from './media-types.ts';
import type { TextValues } from './text-values.ts';

/** How a property of a form is written where its media type says so (OpenAPI 3.2, "Encoding Object"). */
export interface FieldStyle {
  readonly style: string;
  readonly explode: boolean;
}

/** The properties of a media type whose `encoding` names a style; the others are texts, or JSON where they have a structure. */
export function fieldStyles(tree: DocumentTree, media: Place): Map<string, FieldStyle> {
  const found = tree.members(tree.member(media, 'encoding')).flatMap(([name, { value }]): [string, FieldStyle][] => {
    const { style, explode, contentType } = membersOf(value);
    if ((style === undefined && explode === undefined) || (typeof contentType === 'string' && isJsonType(contentType))) return [];
    const used = typeof style === 'string' ? style : 'form';
    return [[name, { style: used, explode: typeof explode === 'boolean' ? explode : used === 'form' || used === 'deepObject' }]];
  });
  return new Map(found);
}

type Pairs = readonly (readonly [string, string])[];

/** The value of a form. */
export function decodeFields(pairs: Pairs, schema: JsonSchema, texts: TextValues, styles: ReadonlyMap<string, FieldStyle>): Record<string, unknown> {
  const styled = [...styles].flatMap(([name, { style, explode }]): [string, unknown][] => {
    const parameter = { name, in: 'query', required: false, style, explode, isJson: false, schema: texts.property(schema, name) };
    const value = decodePairs(parameter, pairs, texts);
    return value === undefined ? [] : [[name, value]];
  });
  const taken = new Set(styled.flatMap(([name, value]) => [name, ...Object.keys(membersOf(value))]));
  const others = pairs.filter(([key]) => !taken.has(decodeForm(key).replace(/\[.*$/s, '')));
  return { ...withStructure(toObject(others, schema, texts, decodeForm), schema, texts), ...Object.fromEntries(styled) };
}

/** The value of a multipart body, in whose parts nothing is percent-encoded. */
export function decodeParts(parts: Pairs, schema: JsonSchema, texts: TextValues, styles: ReadonlyMap<string, FieldStyle>): Record<string, unknown> {
  const escape = (text: string) => text.replace(/[%+]/g, encodeURIComponent);
  return decodeFields(parts.map(([name, text]) => [escape(name), escape(text)] as const), schema, texts, styles);
}

/** Objects, and lists of them, are JSON: a text each. */
function withStructure(value: Readonly<Record<string, unknown>>, schema: JsonSchema, texts: TextValues): Record<string, unknown> {
  const parse = (member: unknown, described: JsonSchema): unknown => {
    if (Array.isArray(member)) return member.map((item) => parse(item, texts.items(described)));
    return typeof member === 'string' && isStructured(texts.types(described)) ? parsed(member) : member;
  };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, parse(member, texts.property(schema, name))]));
}

function isStructured(types: ReadonlySet<string>): boolean {
  return types.has('object') || types.has('array');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
