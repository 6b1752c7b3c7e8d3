import { ExactInteger, exactJson } from '../../load/exact-integer.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import type { Operation, Parameter } from '../../model/types.ts';
import type { SampleRequest } from './contract-case.ts';
import { sampleBodies } from './sample-body.ts';
import type { SchemaTools } from './schema-tools.ts';

/** A request with all that the operation requires; undefined where the contract gives no value for some part. */
export function sampleRequest({ parameters, body, constants }: Operation, tools: SchemaTools): SampleRequest | undefined {
  const required = parameters.filter((parameter) => parameter.required && parameter.in !== 'cookie');
  const texts = required.map((parameter) => [parameter, textOf(parameter, tools)] as const);
  if (parameters.some((parameter) => parameter.required && parameter.in === 'cookie')) return undefined;
  if (texts.some(([, text]) => text === undefined)) return undefined;
  const [sample] = body === undefined ? [] : sampleBodies(body, tools);
  if (body?.required === true && sample === undefined) return undefined;
  const within = (place: Parameter['in']) =>
    Object.fromEntries(texts.filter(([parameter]) => parameter.in === place).map(([{ name }, text]) => [name, text ?? '']));
  return {
    path: within('path'),
    query: { ...constants, ...within('query') },
    headers: within('header'),
    ...(sample === undefined ? {} : { body: sample }),
  };
}

/** A parameter's value as plain text; undefined for lists and objects, whose style would have to be spelled. */
function textOf({ schema, contentType, in: place }: Parameter, tools: SchemaTools): string | undefined {
  const value = place === 'path' ? sampleOfSegment(schema, tools) : tools.sample(schema);
  if (contentType !== undefined) return value === undefined ? undefined : exactJson(value);
  if (value instanceof ExactInteger) return value.$int64;
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
