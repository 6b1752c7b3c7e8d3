import type { Api, Channel, Content, Header, Operation, Parameter, Response, Topic } from '../model/types.ts';
import type { JsonSchema } from '../model/json-schema.ts';

/**
 * Schemas that hey-api would print no type for: cookies, response headers, the parameters of a channel or topic, and bodies with
 * several media types. They join the document's components under these names before hey-api reads it.
 */
export function extraSchemas(api: Api): ReadonlyMap<string, JsonSchema> {
  return new Map([...api.operations.flatMap(ofOperation), ...api.channels.flatMap(ofChannel), ...api.topics.flatMap(ofTopic)]);
}

/** Type of an operation's cookies, keyed as the contract writes them. */
export function cookiesType(operation: Operation): string {
  return `${operation.typeName}Cookies`;
}

/** Type of a response's headers, keyed in lower case; undefined when a handler has none to give. */
export function headersType(operation: Operation, { status, headers }: Response): string | undefined {
  const names = handlerHeaders(headers, operation.method).map(({ name }) => name);
  return names.length === 0 ? undefined : `${operation.typeName}${statusWord(status)}Headers`;
}

/** Type of one content of a request (`status` absent) or of a response. */
export function bodyType(operation: Operation, index: number, status = ''): string {
  return `${operation.typeName}${statusWord(status)}Body${index + 1}`;
}

/** Type of one item of a stream; undefined where the contract says nothing of items, or they are a component. */
export function itemType(operation: Operation, { codec, itemSchema }: Content, index: number, status: string): string | undefined {
  if (itemSchema === undefined || itemSchema === true || isReference(itemSchema)) return undefined;
  return `${operation.typeName}${statusWord(status)}${codec === 'events' ? 'Event' : 'Item'}${index === 0 ? '' : index + 1}`;
}

/** Whether a schema is nothing but a reference to a component. */
export function isReference(schema: JsonSchema): schema is { readonly $ref: string } {
  return typeof schema === 'object' && typeof schema['$ref'] === 'string' && Object.keys(schema).length === 1;
}

/** Type of a channel's parameters in one place; headers are keyed in lower case. */
export function channelParametersType(channel: Pick<Channel, 'typeName'>, place: Parameter['in']): string {
  return `${channel.typeName}${{ path: 'Path', query: 'Query', header: 'Headers', cookie: 'Cookies' }[place]}`;
}

export function parametersIn(parameters: readonly Parameter[], place: Parameter['in']): Parameter[] {
  return parameters.filter((parameter) => parameter.in === place);
}

/** True where hey-api's own maps of response bodies do not say, or guess, what this status carries. */
export function hasBodyTypes(status: string, contents: readonly Content[]): boolean {
  return contents.length > 1 || (contents.length === 1 && !/^[245]\d\d$/.test(status));
}

/** `4XX` as hey-api spells it within a name. */
function statusWord(status: string): string {
  if (status === 'default') return 'Default';
  return status.replace('XX', 'Xx');
}

type Entry = [name: string, schema: JsonSchema];

function ofOperation(operation: Operation): Entry[] {
  const cookies = parametersIn(operation.parameters, 'cookie');
  const contents = operation.body?.contents ?? [];
  return [
    ...(cookies.length > 0 ? [[cookiesType(operation), objectOf(cookies)] as Entry] : []),
    ...(contents.length > 1 ? contents.map((content, index): Entry => [bodyType(operation, index), content.schema ?? true]) : []),
    ...operation.responses.flatMap((response): Entry[] => [
      ...headersEntry(operation, response),
      ...response.contents.flatMap((content, index) => contentEntry(operation, response, content, index)),
    ]),
  ];
}

function contentEntry(operation: Operation, { status, contents }: Response, content: Content, index: number): Entry[] {
  const item = itemType(operation, content, index, status);
  if (item !== undefined) return [[item, content.itemSchema ?? true]];
  return hasBodyTypes(status, contents) && content.itemSchema === undefined
    ? [[bodyType(operation, index, status), content.schema ?? true]]
    : [];
}

function ofChannel(channel: Channel): Entry[] {
  return (['path', 'query', 'header', 'cookie'] as const).flatMap((place): Entry[] => {
    const parameters = parametersIn(channel.parameters, place);
    return parameters.length > 0 ? [[channelParametersType(channel, place), objectOf(parameters)]] : [];
  });
}

function ofTopic(topic: Topic): Entry[] {
  return topic.parameters.length > 0 ? [[channelParametersType(topic, 'path'), givenBy(topic.parameters)]] : [];
}

/** Parameters as a caller gives them: one with a default may be absent. */
function givenBy(parameters: readonly Parameter[]): JsonSchema {
  return {
    type: 'object',
    required: parameters.filter(({ shape }) => shape.default === undefined).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema, description }) => [name, described(schema, description)])),
  };
}

/** Parameters as they reach a handler: one with a default is always there. */
function objectOf(parameters: readonly Parameter[]): JsonSchema {
  return {
    type: 'object',
    required: parameters.filter(({ required, shape }) => required || shape.default !== undefined).map(fieldName),
    properties: Object.fromEntries(
      parameters.map((parameter) => [fieldName(parameter), described(parameter.schema, parameter.description)]),
    ),
  };
}

/** The name under which a decoded parameter is found: header names do not depend on case (RFC 9110, section 5.1). */
export function fieldName(parameter: Pick<Parameter, 'in' | 'name'>): string {
  return parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
}

/** Headers that the runtime writes by itself. */
const runtimeHeaders = /^(x-)?ratelimit(-|$)|^(x-request-id|allow|content-type|content-length|idempotency-replayed)$/;

/** Headers that the runtime writes where it answers by itself, so that no handler has to. */
const sharedHeaders = /^(retry-after|www-authenticate|cache-control)$/;

/** The headers of a response that are a handler's to give. Of HEAD it alone knows how long the body would be. */
export function handlerHeaders(headers: readonly Header[], method = ''): Header[] {
  return headers.map((header) => [header, header.name.toLowerCase()] as const)
    .filter(([, name]) => !runtimeHeaders.test(name) || (method === 'head' && name === 'content-length'))
    .map(([header]) => header);
}

/** True for a header that a handler's answer cannot do without. */
export function isRequiredOfHandler({ name, required }: Header): boolean {
  return required && !sharedHeaders.test(name.toLowerCase());
}

function headersEntry(operation: Operation, response: Response): Entry[] {
  const name = headersType(operation, response);
  const headers = handlerHeaders(response.headers, operation.method);
  const schema = {
    type: 'object',
    required: headers.filter(isRequiredOfHandler).map((header) => header.name.toLowerCase()),
    properties: Object.fromEntries(
      headers.map((header) => [header.name.toLowerCase(), described(header.schema, header.description)]),
    ),
  };
  return name === undefined ? [] : [[name, schema]];
}

function described(schema: JsonSchema, description: string): JsonSchema {
  return typeof schema === 'boolean' || description === '' ? schema : { description, ...schema };
}
