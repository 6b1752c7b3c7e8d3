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

function readParameter(item: Located, reading: Reading): Parameter | undefined {
  const located = reading.follow(item, 'parameter');
  const name = located?.text('name');
  const location = locations.find((known) => known === located?.text('in'));
  if (located === undefined || name === undefined) return undefined;
  if (location === undefined) return refuseLocation(located, reading);
  if (location === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  if (location === 'header') warnOfHeaderName(name, located.get('name') ?? located, reading);
  return { kind: 'parameter', name, in: location, ...readParts(located, location, reading) };
}

/** What is no place at all was refused with the structure of the document; `querystring` is one since OpenAPI 3.2. */
function refuseLocation(located: Located, reading: Reading): undefined {
  if (located.text('in') !== 'querystring') return;
  const hint = 'Declare each part of the query as a parameter of its own, with in: query';
  reading.refuse('unsupported-feature', located.get('in') ?? located, 'a parameter that is the whole query is not supported', hint);
}

function readParts(located: Located, location: Parameter['in'], reading: Reading): Omit<Parameter, 'kind' | 'name' | 'in'> {
  const required = location === 'path' || located.flag('required');
  if (location === 'path' && !located.flag('required')) {
    reading.refuse('optional-path-parameter', located, 'a path parameter must be required', 'Write required: true');
  }
  const [written, mediaType] = located.get('content')?.members()[0] ?? [];
  const contentType = readContentType(written, mediaType ?? located, reading);
  const schema = readSchema(mediaType ?? located, reading);
  const shape = valueShape(schema, (reference) => reading.schemas.resolve(reference));
  readExamples(mediaType ?? located, schema, reading);
  const { isJson, ...style } = contentType === undefined ? readStyle(located, location, shape, reading) : defaultStyle(location);
  const common = { required, ...style, allowReserved: located.flag('allowReserved'), schema, shape };
  const description = located.text('description') ?? '';
  const form = contentType ?? (isJson === true ? 'application/json' : undefined);
  return { ...common, ...(form === undefined ? {} : { contentType: form }), description, at: located.position };
}

/** A text is what a parameter without content is, too. */
function readContentType(written: string | undefined, { keyPosition: at }: Located, reading: Reading): string | undefined {
  if (written === undefined || /^text\/plain\b/i.test(written)) return undefined;
  if (/^application\/(.+\+)?json\b/i.test(written)) return written;
  return reading.refuse('unsupported-media-type', at, `a parameter cannot be ${written}`, 'Use application/json, or a schema');
}

function readSchema(owner: Located, reading: Reading): JsonSchema {
  const schema = owner.get('schema');
  return schema === undefined ? true : reading.schemas.convert(schema);
}

function defaultStyle(location: Parameter['in']): Style {
  return location === 'query' || location === 'cookie' ? { style: 'form', explode: true } : { style: 'simple', explode: false };
}
