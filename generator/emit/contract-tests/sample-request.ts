import type { JsonSchema } from '../../model/json-schema.ts';
import type { Body, Content, Operation, Parameter } from '../../model/types.ts';
import type { SampleRequest } from './contract-case.ts';
import type { SchemaTools } from './schema-tools.ts';

/** A request with all that the operation requires; undefined where the contract gives no value for some part. */
export function sampleRequest({ parameters, body, constants }: Operation, tools: SchemaTools): SampleRequest | undefined {
  const required = parameters.filter((parameter) => parameter.required && parameter.in !== 'cookie');
  const texts = required.map((parameter) => [parameter, textOf(parameter, tools)] as const);
  if (parameters.some((parameter) => parameter.required && parameter.in === 'cookie')) return undefined;
  if (texts.some(([, text]) => text === undefined)) return undefined;
  const content = body && jsonContent(body);
  const value = content && bodyOf(content, tools);
  if (body?.required === true && value === undefined) return undefined;
  const within = (place: Parameter['in']) =>
    Object.fromEntries(texts.filter(([parameter]) => parameter.in === place).map(([{ name }, text]) => [name, text ?? '']));
  return {
    path: within('path'),
    query: { ...constants, ...within('query') },
    headers: within('header'),
    ...(value === undefined ? {} : { body: value }),
  };
}

/** The content that is sent as JSON. */
export function jsonContent({ contents }: Body): Content | undefined {
  return contents.find(({ codec }) => codec === 'json');
}

function bodyOf({ schema, examples }: Content, tools: SchemaTools): unknown {
  const example = examples.find(({ value }) => schema === undefined || tools.accepts(schema, value));
  return example?.value ?? (schema === undefined ? {} : tools.sample(schema));
}

/** A parameter's value as plain text; undefined for lists and objects, whose style would have to be spelled. */
function textOf({ schema, contentType, in: place }: Parameter, tools: SchemaTools): string | undefined {
  const value = place === 'path' ? sampleOfSegment(schema, tools) : tools.sample(schema);
  if (contentType !== undefined) return JSON.stringify(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A path with an empty segment is another path. */
function sampleOfSegment(schema: JsonSchema, tools: SchemaTools): unknown {
  const { enum: listed } = tools.keywords(schema);
  const value: unknown = Array.isArray(listed) ? listed.find((one) => one !== '' && tools.accepts(schema, one)) : tools.sample(schema);
  return value === '' ? undefined : value;
}

/** Path and query of a request. */
export function requestUrl(path: string, request: SampleRequest): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(request.path[name] ?? ''));
  const query = Object.entries(request.query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}
