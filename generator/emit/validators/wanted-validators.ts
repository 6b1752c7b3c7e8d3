import { componentPrefix } from '../../model/component-reference.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { pascalCase } from '../../model/letter-case.ts';
import type { Api, BodyField, Channel, Content, Header, Operation, Parameter, Receive, Response, Topic, TopicMessage } from '../../model/types.ts';
import { checkedSchema } from '../checked-schema.ts';
import { fieldName } from '../extra-schemas.ts';

/** A validator that a row of the tables refers to. */
export interface WantedValidator {
  /** Exported from `validators/<folder>.js`. */
  readonly name: string;
  readonly folder: string;
  readonly schema: JsonSchema;
  /** For what comes in: values that have a default are put where they are missing. What goes out is never changed. */
  readonly fills: boolean;
  /** For the headers of a response, which many operations have in common. */
  readonly isHeaders?: boolean;
}

/** Every validator of an API, in the order of its operations, channels and topics. */
export function wantedValidators(api: Api): WantedValidator[] {
  return [...api.operations.flatMap((operation) => ofOperation(api, operation)), ...api.channels.flatMap(ofChannel), ...api.topics.flatMap(ofTopic)];
}

export function inputValidator({ functionName }: Pick<Operation, 'functionName'>): string {
  return `${functionName}Input`;
}

export function bodyValidator({ functionName }: Operation, index: number): string {
  return `${functionName}Body${index === 0 ? '' : index + 1}`;
}

/** For the headers of one part of a multipart body. */
export function partHeadersValidator(operation: Operation, index: number, { name }: BodyField): string {
  const place = operation.body?.contents[index]?.fields?.findIndex((field) => field.name === name) ?? 0;
  return `${bodyValidator(operation, index)}Part${place + 1}Headers`;
}

export function responseValidator({ functionName }: Operation, status: string, index: number): string {
  return `${functionName}${statusWord(status)}${index === 0 ? '' : `Body${index + 1}`}`;
}

export function headersValidator({ functionName }: Operation, status: string): string {
  return `${functionName}${statusWord(status)}Headers`;
}

/** A channel's name may also be an operation's. */
export function handshakeValidator({ typeName }: Channel): string {
  return `open${typeName}Input`;
}

export function receiveValidator({ functionName }: Receive): string {
  return `${functionName}Message`;
}

/** Named after the message; where two names of a channel differ only in spelling, the later ones get a number. */
export function sendValidator({ typeName, sends }: Channel, index: number): string {
  const words = sends.map(({ name }) => pascalCase(name));
  const count = words.slice(0, index + 1).filter((word) => word === words[index]).length;
  return `send${typeName}${words[index]}${count === 1 ? '' : count}`;
}

/** The module that has the validators of all topics. */
export const topicsFolder = 'topics';

/** For the parameters of a topic's address. */
export function addressValidator({ typeName }: Topic): string {
  return `address${typeName}`;
}

/** For a message that comes or goes, or for its headers; those of one spelling get numbers. */
export function topicValidator({ typeName, messages }: Topic, message: TopicMessage, use: 'received' | 'sent' | 'headers'): string {
  const word = pascalCase(message.key);
  const alike = messages.filter(({ key }) => pascalCase(key) === word).indexOf(message);
  return `${use}${typeName}${word}${alike === 0 ? '' : alike + 1}`;
}

function statusWord(status: string): string {
  return status === 'default' ? 'Default' : status;
}

function ofOperation(api: Api, operation: Operation): WantedValidator[] {
  const { folder, parameters, body, responses } = operation;
  return [
    ...(parameters.length > 0 ? [{ name: inputValidator(operation), folder, schema: inputSchema(parameters), fills: true }] : []),
    ...ofContents(api, body?.contents ?? [], (index) => ({ name: bodyValidator(operation, index), folder, fills: true })),
    ...(body?.contents ?? []).flatMap((content, index) => ofParts(operation, content, index)),
    ...responses.flatMap((response) => ofResponse(api, operation, response)),
  ];
}

function ofParts(operation: Operation, { fields = [] }: Content, index: number): WantedValidator[] {
  return fields
    .filter(({ headers }) => headers.length > 0)
    .map((field) => ({
      name: partHeadersValidator(operation, index, field),
      folder: operation.folder,
      schema: headersSchema(field.headers),
      fills: true,
    }));
}

function ofResponse(api: Api, operation: Operation, { status, headers, contents }: Response): WantedValidator[] {
  const { folder } = operation;
  return [
    ...(headers.length > 0
      ? [{ name: headersValidator(operation, status), folder, schema: headersSchema(headers), fills: false, isHeaders: true }]
      : []),
    ...ofContents(api, contents, (index) => ({ name: responseValidator(operation, status, index), folder, fills: false })),
  ];
}

function ofContents(
  api: Api,
  contents: readonly Content[],
  named: (index: number) => Omit<WantedValidator, 'schema'>,
): WantedValidator[] {
  return contents.flatMap((content, index) => {
    const schema = checkedSchema(api, content);
    return schema === undefined ? [] : [{ ...named(index), schema }];
  });
}

function ofChannel(channel: Channel): WantedValidator[] {
  const { folder, parameters, receives, sends } = channel;
  const message = (name: string, schemaName: string | undefined, fills: boolean): WantedValidator[] =>
    schemaName === undefined ? [] : [{ name, folder, schema: { $ref: `#/components/schemas/${schemaName}` }, fills }];
  return [
    ...(parameters.length > 0
      ? [{ name: handshakeValidator(channel), folder, schema: inputSchema(parameters), fills: true }]
      : []),
    ...receives.flatMap((receive) => message(receiveValidator(receive), receive.message.schemaName, true)),
    ...sends.flatMap((send, index) => message(sendValidator(channel, index), send.schemaName, false)),
  ];
}

function ofTopic(topic: Topic): WantedValidator[] {
  const folder = topicsFolder;
  const address = { name: addressValidator(topic), folder, schema: inputSchema(topic.parameters), fills: true };
  return [...(topic.parameters.length > 0 ? [address] : []), ...topic.messages.flatMap((message) => ofTopicMessage(topic, message))];
}

function ofTopicMessage(topic: Topic, message: TopicMessage): WantedValidator[] {
  const folder = topicsFolder;
  const [headers, ...others] = message.headers.map((name) => ({ $ref: componentPrefix + name }));
  const schema = message.schemaName === undefined ? undefined : { $ref: componentPrefix + message.schemaName };
  return [
    ...(schema === undefined ? [] : [{ name: topicValidator(topic, message, 'received'), folder, schema, fills: true }]),
    ...(schema === undefined ? [] : [{ name: topicValidator(topic, message, 'sent'), folder, schema, fills: false }]),
    ...(headers === undefined
      ? []
      : [{ name: topicValidator(topic, message, 'headers'), folder, schema: others.length === 0 ? headers : { allOf: [headers, ...others] }, fills: false }]),
  ];
}

/** The schema of a DecodedInput: the parameters of each place as one object. */
function inputSchema(parameters: readonly Parameter[]): JsonSchema {
  const places = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const;
  const used = Object.entries(places).filter(([place]) => parameters.some((parameter) => parameter.in === place));
  return {
    properties: Object.fromEntries(
      used.map(([place, name]) => [name, placeSchema(parameters.filter((parameter) => parameter.in === place))]),
    ),
  };
}

function placeSchema(parameters: readonly Parameter[]): JsonSchema {
  return {
    required: parameters.filter(({ required }) => required).map(fieldName),
    properties: Object.fromEntries(parameters.map((parameter) => [fieldName(parameter), parameter.schema])),
  };
}

/** Header names do not depend on case (RFC 9110, section 5.1); here they are lower case. Whether a length can be said is the body's affair. */
function headersSchema(headers: readonly Header[]): JsonSchema {
  const required = headers.filter((header) => header.required).map(({ name }) => name.toLowerCase());
  return {
    required: required.filter((name) => name !== 'content-length'),
    properties: Object.fromEntries(headers.map(({ name, schema }) => [name.toLowerCase(), schema])),
  };
}
