import type { Located } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import { readStyle, type Style } from './parameter-styles.ts';
import { readExamples } from './read-examples.ts';
import type { Reading } from './reading.ts';
import type { Parameter } from './types.ts';
import { valueShape } from './value-shape.ts';
import { warnOfHeaderName } from './warn-of-header-name.ts';

const locations: readonly Parameter['in'][] = ['path', 'query', 'header', 'cookie'];

/** Described elsewhere in the document, so a parameter of that name means nothing (OpenAPI 3.1, "Parameter Object", `name`). */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

/** Parameters of an operation: its own, and those of its path item that it does not replace. */
export function readParameters(pathItem: Located, operation: Located, reading: Reading): Parameter[] {
  const own = readList(operation.get('parameters'), reading);
  const shared = readList(pathItem.get('parameters'), reading);
  const replaced = new Set(own.map(parameterKey));
  return [...shared.filter((parameter) => !replaced.has(parameterKey(parameter))), ...own];
}

function readList(list: Located | undefined, reading: Reading): Parameter[] {
  const seen = new Set<string>();
  return (list?.items() ?? []).flatMap((item) => {
    const parameter = readParameter(item, reading);
    if (parameter === undefined) return [];
    const key = parameterKey(parameter);
    if (seen.has(key)) {
      const message = `the ${parameter.in} parameter ${parameter.name} is declared twice`;
      reading.refuse('duplicate-parameter', item, message, 'Remove or rename one of them');
      return [];
    }
    seen.add(key);
    return [parameter];
  });
}

/** Names of headers are the same in any letter case (RFC 9110 section 5.1). */
function parameterKey({ name, in: location }: Parameter): string {
  return `${location} ${location === 'header' ? name.toLowerCase() : name}`;
}

/** All of the query as a form (OpenAPI 3.2, "Parameter Object", `querystring`) is an exploded object in it. */
function locationOf(written: string | undefined): Parameter['in'] | undefined {
  return written === 'querystring' ? 'query' : locations.find((known) => known === written);
}

function readParameter(item: Located, reading: Reading): Parameter | undefined {
  const located = reading.follow(item, 'parameter');
  return located && reading.once('parameter', located, () => readFollowed(located, reading));
}

function readFollowed(located: Located, reading: Reading): Parameter | undefined {
  const name = located.text('name');
  const location = locationOf(located.text('in'));
  // What is no place at all was refused with the structure of the document.
  if (name === undefined || location === undefined) return undefined;
  if (location === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  if (location === 'header') warnOfHeaderName(name, located.get('name') ?? located, reading);
  return { kind: 'parameter', name, in: location, ...readParts(located, location, reading) };
}

function readParts(located: Located, location: Parameter['in'], reading: Reading): Omit<Parameter, 'kind' | 'name' | 'in'> {
  const required = location === 'path' || located.flag('required');
  if (location === 'path' && !located.flag('required')) {
    reading.refuse('optional-path-parameter', located, 'a path parameter must be required', 'Write required: true');
  }
  const [written, mediaType] = located.get('content')?.members()[0] ?? [];
  const contentType = readContentType(located, written, mediaType, reading);
  const schema = readSchema(mediaType ?? located, reading);
  const shape = valueShape(schema, (reference) => reading.schemas.resolve(reference));
  const examples = [...readExamples(mediaType ?? located, schema, reading).map(({ value }) => value), ...ownExamples(schema)];
  const { isJson, ...style } = contentType === undefined ? readStyle(located, location, shape, reading) : defaultStyle(location);
  const common = { required, ...style, allowReserved: located.flag('allowReserved'), schema, shape };
  const description = located.text('description') ?? '';
  const form = contentType ?? (isJson === true ? 'application/json' : undefined);
  return { ...common, ...(form === undefined ? {} : { contentType: form }), description, ...(examples.length > 0 && { examples }), at: located.position };
}

/** Of a schema that is written out. */
function ownExamples(schema: JsonSchema): unknown[] {
  if (typeof schema === 'boolean') return [];
  return [...(Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]) : []), ...(schema['example'] === undefined ? [] : [schema['example']])];
}

/** Of a value that is not written in a style. A text is what a parameter without content is, too; so is a form that is all of the query. */
function readContentType(parameter: Located, written: string | undefined, mediaType: Located | undefined, reading: Reading): string | undefined {
  const at = mediaType?.keyPosition ?? parameter;
  if (parameter.text('in') === 'querystring') {
    if (/^application\/x-www-form-urlencoded\b/i.test(written ?? '') && mediaType?.get('encoding') === undefined) return undefined;
    const hint = 'Use application/x-www-form-urlencoded without encoding, or parameters with in: query';
    return reading.refuse('unsupported-encoding', at, 'all of the query can only be a plain form', hint);
  }
  if (written === undefined || /^text\/plain\b/i.test(written)) return undefined;
  if (/^application\/(.+\+)?json\b/i.test(written)) return written;
  return reading.refuse('unsupported-encoding', at, `a parameter cannot be ${written}`, 'Use application/json, or a schema');
}

function readSchema(owner: Located, reading: Reading): JsonSchema {
  const schema = owner.get('schema');
  return schema === undefined ? true : reading.schemas.convert(schema);
}

function defaultStyle(location: Parameter['in']): Style {
  return location === 'query' || location === 'cookie' ? { style: 'form', explode: true } : { style: 'simple', explode: false };
}
