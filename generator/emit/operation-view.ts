import type { Api, Content, Operation, Parameter, Response } from '../model/types.ts';
import {
  bodyType,
  cookiesType,
  fieldName,
  handlerHeaders,
  hasBodyTypes,
  headersType,
  isRequiredOfHandler,
  parametersIn,
} from './extra-schemas.ts';
import { docComment } from './comment.ts';
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
    ['body', operation.body && requestBody(operation, operation.body.contents, operation.body.required)],
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

function requestBody(operation: Operation, contents: readonly Content[], required: boolean): string {
  const types = contents.map((content, index) =>
    codecType(
      content,
      contents.length > 1 ? `types.${bodyType(operation, index)}` : `NonNullable<types.${operation.typeName}Data['body']>`,
    ),
  );
  return [...new Set(types), ...(required ? [] : ['undefined'])].join(' | ');
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
      ...(several ? [`readonly contentType: ${quote(content.mediaType)}`] : []),
      `readonly body: ${codecType(content, responseBody(api, operation, response, index))}`,
      ...headers,
    ])
    .map((fields) => `{ ${fields.join('; ')} }`)
    .join('\n  | ');
}

function headersField(operation: Operation, response: Response): string[] {
  const type = headersType(operation, response);
  if (type === undefined) return [];
  return [
    handlerHeaders(response.headers).some(isRequiredOfHandler)
      ? `readonly headers: types.${type}`
      : `readonly headers?: types.${type}`,
  ];
}

function responseBody(api: Api, operation: Operation, { status, contents }: Response, index: number): string {
  const named = componentType(api, contents[index]);
  if (named !== undefined) return named;
  if (hasBodyTypes(status, contents)) return `types.${bodyType(operation, index, status)}`;
  return `types.${operation.typeName}${status.startsWith('2') ? 'Responses' : 'Errors'}[${status}]`;
}

/** `types.Session` for a content that is nothing but a reference to a component. */
export function componentType(api: Api, content: Content | undefined): string | undefined {
  const schema = content?.schema;
  if (schema === undefined || typeof schema === 'boolean' || typeof schema['$ref'] !== 'string') return undefined;
  const named = api.schemas.find(({ name }) => `#/components/schemas/${name}` === schema['$ref']);
  return named && `types.${named.typeName}`;
}

/** What a handler holds in its hands depends on the codec as well as on the schema. */
function codecType(content: Content, type: string): string {
  if (content.codec === 'text') return 'string';
  if (content.codec === 'binary') return 'Uint8Array';
  return content.schema === undefined ? 'unknown' : type;
}
