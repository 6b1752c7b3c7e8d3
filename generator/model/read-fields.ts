import type { Located } from '../load/located.ts';
import { findKeyword, findProperties, isBytes, type FoundProperty } from './file-schemas.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import { readHeaders } from './read-headers.ts';
import type { BodyField, Content, ValueShape } from './types.ts';
import { valueShape } from './value-shape.ts';

/** What is common to the fields of one body. */
interface Fields {
  readonly codec: 'form' | 'multipart';
  /** The Media Type Object. */
  readonly located: Located;
  readonly reading: Reading;
}

/** The properties of a form or multipart body, each with its `encoding` (OpenAPI 3.1, "Encoding Object"). */
export function readFields(
  codec: Fields['codec'],
  schema: JsonSchema | undefined,
  shape: ValueShape | undefined,
  located: Located,
  reading: Reading,
): Pick<Content, 'fields' | 'others'> {
  if (schema === undefined || shape === undefined) return {};
  const properties = findProperties(schema, (reference) => reading.schemas.resolve(reference));
  warnOfUnknownEncodings(properties, located, reading);
  const fields = [...properties].map(([name, found]) => readField(name, found, { codec, located, reading }));
  const others = shape.additionalProperties;
  return { fields, ...(others === undefined || others.types.length === 0 ? {} : { others }) };
}

function warnOfUnknownEncodings(properties: ReadonlyMap<string, FoundProperty>, located: Located, reading: Reading): void {
  for (const [name, encoding] of located.get('encoding')?.members() ?? []) {
    if (properties.has(name)) continue;
    const hint = 'The members of encoding are named like properties of the schema; remove or rename it';
    reading.refuse('ignored-member', encoding.keyPosition, `the schema has no property ${name}`, hint);
  }
}

function readField(name: string, { schema, required }: FoundProperty, fields: Fields): BodyField {
  const { codec, located, reading } = fields;
  const resolve = (reference: JsonSchema) => reading.schemas.resolve(reference);
  const encoding = located.get('encoding')?.get(name);
  const shape = valueShape(schema, resolve);
  const isList = shape.types.includes('array') && !isAnything(shape);
  const one = isList ? ((findKeyword(schema, 'items', resolve) ?? true) as JsonSchema) : schema;
  const mediaTypes = (encoding?.text('contentType') ?? '').split(',').map((type) => type.trim()).filter((type) => type !== '');
  const style = readStyle(encoding, isList ? (shape.items ?? shape) : shape);
  const as = kindOf(one, isList ? (shape.items ?? anything) : shape, { codec, mediaTypes, isStyled: style.isStyled }, resolve);
  return {
    kind: 'field',
    name,
    required,
    as,
    isList,
    style: style.style,
    explode: style.explode,
    allowReserved: encoding?.flag('allowReserved') ?? false,
    mediaTypes: codec === 'form' ? [] : mediaTypes,
    ...(as === 'file' ? sizesOf(one, resolve) : {}),
    headers: codec === 'form' ? [] : readHeaders(encoding?.get('headers'), reading),
    shape,
    at: (encoding ?? located).position,
  };
}

const anything: ValueShape = { types: ['string', 'number', 'boolean', 'array', 'object', 'null'] };

function isAnything({ types }: ValueShape): boolean {
  return types.length === anything.types.length;
}

interface Written {
  readonly style: BodyField['style'];
  readonly explode: boolean;
  /** Whether the contract names a style: then values do not travel as JSON. */
  readonly isStyled: boolean;
}

const styles = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const;

function readStyle(encoding: Located | undefined, shape: ValueShape): Written {
  const written = encoding?.text('style');
  const style = styles.find((known) => known === written) ?? 'form';
  const explode = encoding?.get('explode')?.value;
  const isStyled = written !== undefined || (typeof explode === 'boolean' && !shape.types.includes('object'));
  return { style, explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'deepObject', isStyled };
}

interface FieldCodec {
  readonly codec: Fields['codec'];
  readonly mediaTypes: readonly string[];
  readonly isStyled: boolean;
}

/** By the media type that `encoding` names, else by the schema (OpenAPI 3.1, "Encoding Object", `contentType`). */
function kindOf(
  schema: JsonSchema,
  shape: ValueShape,
  { codec, mediaTypes, isStyled }: FieldCodec,
  resolve: (schema: JsonSchema) => JsonSchema,
): BodyField['as'] {
  const isJson = mediaTypes.length > 0 && mediaTypes.every((type) => /[/+]json\b/i.test(type));
  if (codec === 'form') return isJson || (!isStyled && isStructured(shape)) ? 'json' : 'text';
  if (isStyled) return 'text';
  if (mediaTypes.length > 0) return isJson ? 'json' : isText(schema, mediaTypes, resolve) ? 'text' : 'file';
  if (isBytes(schema, resolve) || isAnything(shape)) return 'file';
  return isStructured(shape) ? 'json' : 'text';
}

function isText(schema: JsonSchema, mediaTypes: readonly string[], resolve: (schema: JsonSchema) => JsonSchema): boolean {
  return mediaTypes.every((type) => /^text\//i.test(type)) && !isBytes(schema, resolve);
}

function isStructured({ types }: ValueShape): boolean {
  return types.includes('object') || types.includes('array');
}

/** For unencoded bytes the lengths of the schema count octets (OpenAPI 3.1.1, "Considerations for Binary Data"). */
function sizesOf(schema: JsonSchema, resolve: (schema: JsonSchema) => JsonSchema): Pick<BodyField, 'minBytes' | 'maxBytes'> {
  const minBytes = findKeyword(schema, 'minLength', resolve);
  const maxBytes = findKeyword(schema, 'maxLength', resolve);
  return {
    ...(typeof minBytes === 'number' ? { minBytes } : {}),
    ...(typeof maxBytes === 'number' ? { maxBytes } : {}),
  };
}
