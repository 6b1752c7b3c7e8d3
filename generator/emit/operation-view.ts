import type { JsonSchema } from '../model/json-schema.ts';
import type { Api, Body, Content, Operation, Parameter, Response } from '../model/types.ts';
import {
  bodyType,
  cookiesType,
  fieldName,
  handlerHeaders,
  hasBodyTypes,
  headersType,
  isRequiredOfHandler,
  itemType,
  parametersIn,
} from './extra-schemas.ts';
import { docComment } from './comment.ts';
import { hasDefaultType, isOpen, mediaTypeType } from './media-types.ts';
import { key, quote } from './quote.ts';
import type { View } from './render.ts';
import { statusType } from './status-type.ts';

/** What `operations.hbs` prints of one operation. Types are taken from `types`, a namespace import of `types.ts`. */
export function operationView(api: Api, operation: Operation): View {
  const fields = requestFields(api, operation);
  const replies = operation.responses.map((response) => replyType(api, operation, response));
  return {
    typeName: operation.typeName,
    functionName: operation.functionName,
    key: key(operation.id),
    doc: docComment('', title(operation), operation.description, operation.deprecated ? '@deprecated' : ''),
    fields,
    hasFields: fields.length > 0,
    bodies: bodyAlternatives(operation),
    hasBodies: hasAlternatives(operation),
    replies,
  };
}

function title({ method, path, summary }: Operation): string {
  const place = `${method.toUpperCase()} ${path}`;
  return summary === '' ? place : `${place}: ${summary}`;
}

function requestFields(api: Api, operation: Operation): View[] {
  const { parameters, security } = operation;
  const actor =
    security.length === 0
      ? undefined
      : security.some((alternative) => alternative.length === 0)
        ? "C['actor'] | undefined"
        : "C['actor']";
  const data = `types.${operation.typeName}Data`;
  const fields: [name: string, type: string | undefined][] = [
    ['actor', actor],
    ['path', ifAny(parameters, 'path', () => `${data}['path']`)],
    ['query', ifAny(parameters, 'query', (found) => filled(`NonNullable<${data}['query']>`, found))],
    ['headers', ifAny(parameters, 'header', (found) => headerFields(data, found))],
    ['cookies', ifAny(parameters, 'cookie', () => `types.${cookiesType(operation)}`)],
    ['body', hasAlternatives(operation) ? undefined : operation.body && requestBody(operation, operation.body)],
    ['accepts', acceptsType(operation)],
    ['channels', api.channels.length > 0 ? 'ChannelPublishers' : undefined],
  ];
  return fields.flatMap(([name, type]) => (type === undefined ? [] : [{ name, type }]));
}

function ifAny(
  parameters: readonly Parameter[],
  place: Parameter['in'],
  type: (found: readonly Parameter[]) => string,
): string | undefined {
  const found = parametersIn(parameters, place);
  return found.length === 0 ? undefined : type(found);
}

/** A parameter with a default is always there once it is decoded. */
function filled(type: string, parameters: readonly Parameter[]): string {
  const names = parameters
    .filter(({ required, shape }) => !required && shape.default !== undefined)
    .map(({ name }) => quote(name));
  return names.length === 0 ? type : `Filled<${type}, ${names.join(' | ')}>`;
}

function headerFields(data: string, parameters: readonly Parameter[]): string {
  const fields = parameters.map((parameter) => {
    const always = parameter.required || parameter.shape.default !== undefined;
    const type = `NonNullable<${data}['headers']>[${quote(parameter.name)}]`;
    return `readonly ${key(fieldName(parameter))}${always ? '' : '?'}: ${always && !parameter.required ? `NonNullable<${type}>` : type}`;
  });
  return `{ ${fields.join('; ')} }`;
}

/** A request says which of its media types it has, or what it is where the contract leaves that open. */
function hasAlternatives({ body }: Operation): boolean {
  return body !== undefined && (body.contents.length > 1 || body.contents.some(isOpen));
}

function requestBody(operation: Operation, { contents, required }: Body): string {
  const types = contents.map((content, index) => receivedType(operation, content, index));
  return [...types, ...(required ? [] : ['undefined'])].join(' | ');
}

/** What the client likes best, where a successful answer has a choice (RFC 9110 section 12.5.1). */
function acceptsType({ responses }: Operation): string | undefined {
  const successes = responses.filter(({ status }) => /^(?:2|30[12378]|3XX)/.test(status));
  const contents = (successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default')).flatMap(({ contents: own }) => own);
  const types = [...new Set(contents.map(mediaTypeType))];
  return types.length > 1 || contents.some(({ mediaType }) => mediaType.includes('*')) ? types.join(' | ') : undefined;
}

/** Members of a union that `contentType` tells apart. */
function bodyAlternatives(operation: Operation): string[] {
  const { body } = operation;
  if (body === undefined || !hasAlternatives(operation)) return [];
  const members = body.contents.map(
    (content, index) =>
      `{ readonly contentType: ${mediaTypeType(content)}; readonly body: ${receivedType(operation, content, index)} }`,
  );
  return [...members, ...(body.required ? [] : ['{ readonly contentType: undefined; readonly body: undefined }'])];
}

function receivedType(operation: Operation, content: Content, index: number): string {
  const type = inputType(operation, index);
  if (content.codec === 'binary') return content.streamed ? 'AsyncIterable<Uint8Array>' : 'Uint8Array';
  if (content.codec === 'multipart' && content.fields === undefined) return 'Record<string, unknown>';
  const files = (content.fields ?? []).filter(({ as }) => as === 'file');
  if (content.codec !== 'multipart' || files.length === 0) return codecType(content, type);
  const members = files.map(
    ({ name, required, isList }) => `readonly ${key(name)}${required ? '' : '?'}: ${isList ? 'readonly UploadedFile[]' : 'UploadedFile'}`,
  );
  return `WithFiles<${type}, { ${members.join('; ')} }>`;
}

/** Type of a request's body as hey-api prints it. */
export function inputType(operation: Operation, index: number): string {
  return (operation.body?.contents.length ?? 0) > 1
    ? `types.${bodyType(operation, index)}`
    : `NonNullable<types.${operation.typeName}Data['body']>`;
}

/** One member of the union of an operation's answers for each of the status's media types. */
function replyType(api: Api, operation: Operation, response: Response): string {
  const status = `readonly status: ${statusType(response.status, operation.responses)}`;
  const headers = headersField(operation, response);
  if (response.contents.length === 0) return `{ ${[status, 'readonly body?: undefined', ...headers].join('; ')} }`;
  const several = response.contents.length > 1;
  return response.contents
    .map((content, index) => [
      status,
      ...(several || isOpen(content)
        ? [`readonly contentType${!several && hasDefaultType(content) ? '?' : ''}: ${mediaTypeType(content)}`]
        : []),
      `readonly body: ${sentBody(api, operation, response, index)}`,
      ...headers,
    ])
    .map((fields) => `{ ${fields.join('; ')} }`)
    .join('\n  | ');
}

function headersField(operation: Operation, response: Response): string[] {
  const type = headersType(operation, response);
  if (type === undefined) return [];
  return [
    handlerHeaders(response.headers, operation.method).some(isRequiredOfHandler)
      ? `readonly headers: types.${type}`
      : `readonly headers?: types.${type}`,
  ];
}

function sentBody(api: Api, operation: Operation, response: Response, index: number): string {
  const content = response.contents[index];
  if (content?.itemSchema !== undefined) return `AsyncIterable<${streamItem(api, operation, response, index)}>`;
  return content === undefined ? 'unknown' : sentType(content, responseBody(api, operation, response, index));
}

/** Type of what a stream consists of. */
export function streamItem(api: Api, operation: Operation, { status, contents }: Pick<Response, 'status' | 'contents'>, index: number): string {
  const content = contents[index];
  const own = content && itemType(operation, content, index, status);
  if (own !== undefined) return `types.${own}`;
  return referencedType(api, content?.itemSchema) ?? 'unknown';
}

function responseBody(api: Api, operation: Operation, { status, contents }: Response, index: number): string {
  const named = componentType(api, contents[index]);
  if (named !== undefined) return named;
  if (hasBodyTypes(status, contents)) return `types.${bodyType(operation, index, status)}`;
  return `types.${operation.typeName}${status.startsWith('2') ? 'Responses' : 'Errors'}[${status}]`;
}

/** `types.Session` for a content that is nothing but a reference to a component. */
export function componentType(api: Api, content: Content | undefined): string | undefined {
  return referencedType(api, content?.schema);
}

function referencedType(api: Api, schema: JsonSchema | undefined): string | undefined {
  if (schema === undefined || typeof schema === 'boolean' || typeof schema['$ref'] !== 'string') return undefined;
  const named = api.schemas.find(({ name }) => `#/components/schemas/${name}` === schema['$ref']);
  return named && `types.${named.typeName}`;
}

/** Bytes and longer texts may be given piece by piece. */
function sentType(content: Content, type: string): string {
  if (content.codec === 'binary') return 'Uint8Array | AsyncIterable<Uint8Array>';
  if (content.codec === 'text' && content.shape === undefined) return 'string | AsyncIterable<string>';
  return codecType(content, type);
}

/** What a handler holds in its hands depends on the codec as well as on the schema. */
function codecType(content: Content, type: string): string {
  if (content.codec === 'text' && content.shape === undefined) return 'string';
  return content.schema === undefined ? 'unknown' : type;
}
