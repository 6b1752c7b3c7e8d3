import { componentName, componentPrefix } from './component-reference.ts';
import type { JsonSchema } from './json-schema.ts';
import type { SchemaForms } from './schema-forms.ts';
import type { Direction } from './schema-marks.ts';
import type { Api, Body, Channel, Content, Header, Message, Operation, Response, Webhook } from './types.ts';

type Parts = Pick<Api, 'operations' | 'channels' | 'webhooks' | 'returned'>;

/** What becomes of a schema without a name, in a direction. */
type Direct = (schema: JsonSchema, direction: Direction) => JsonSchema;

/**
 * An API whose schemas hold for one direction each: what a client sends is a request, what the service sends a response, and
 * so with messages. `taken`: type names that are not those of schemas.
 */
export function directApi({ operations, ...others }: Parts, forms: SchemaForms, taken: Iterable<string>): Parts & Pick<Api, 'schemas'> {
  const parts = { operations: operations.map((operation) => withoutHiddenFields(operation, forms)), ...others };
  mapSchemas(parts, (schema, direction) => {
    forms.explore(schema, direction);
    return schema;
  });
  const schemas = forms.finish(taken);
  return { ...mapSchemas(parts, once((schema, direction) => forms.form(schema, direction))), schemas };
}

/** Many parts have one and the same schema. */
function once(direct: Direct): Direct {
  const known = { request: new Map<JsonSchema, JsonSchema>(), response: new Map<JsonSchema, JsonSchema>(), either: new Map<JsonSchema, JsonSchema>() };
  return (schema, direction) => {
    const directed = known[direction].get(schema) ?? direct(schema, direction);
    known[direction].set(schema, directed);
    return directed;
  };
}

function mapSchemas({ operations, channels, webhooks, returned }: Parts, direct: Direct): Parts {
  const map = (all: readonly Webhook[], towards: Direct) => all.map((webhook) => ({ ...webhook, operation: mapOperation(webhook.operation, towards) }));
  return {
    operations: operations.map((operation) => mapOperation(operation, direct)),
    channels: channels.map((channel) => mapChannel(channel, direct)),
    webhooks: map(webhooks, mirrored(direct)),
    returned: returned.map((level, index) => map(level, index % 2 === 0 ? direct : mirrored(direct))),
  };
}

/** The request of a webhook comes from the service, and its answer goes there. */
function mirrored(direct: Direct): Direct {
  return (schema, direction) => direct(schema, direction === 'request' ? 'response' : 'request');
}

function mapOperation(operation: Operation, direct: Direct): Operation {
  const { parameters, body, responses } = operation;
  return {
    ...operation,
    parameters: parameters.map((parameter) => ({ ...parameter, schema: direct(parameter.schema, 'request') })),
    ...(body === undefined ? {} : { body: mapBody(body, direct) }),
    responses: responses.map((response) => mapResponse(response, direct)),
  };
}

function mapBody(body: Body, direct: Direct): Body {
  return { ...body, contents: body.contents.map((content) => mapContent(content, 'request', direct)) };
}

function mapResponse(response: Response, direct: Direct): Response {
  return {
    ...response,
    headers: response.headers.map((header) => mapHeader(header, 'response', direct)),
    contents: response.contents.map((content) => mapContent(content, 'response', direct)),
  };
}

function mapContent(content: Content, direction: Direction, direct: Direct): Content {
  const { schema, itemSchema, fields } = content;
  return {
    ...content,
    ...(schema === undefined ? {} : { schema: direct(schema, direction) }),
    ...(itemSchema === undefined ? {} : { itemSchema: direct(itemSchema, direction) }),
    ...(fields === undefined
      ? {}
      : { fields: fields.map((field) => ({ ...field, headers: field.headers.map((header) => mapHeader(header, direction, direct)) })) }),
  };
}

function mapHeader(header: Header, direction: Direction, direct: Direct): Header {
  return { ...header, schema: direct(header.schema, direction) };
}

function mapChannel(channel: Channel, direct: Direct): Channel {
  const { parameters, receives, sends } = channel;
  const sent = (message: Message) => mapMessage(message, 'response', direct);
  return {
    ...channel,
    parameters: parameters.map((parameter) => ({ ...parameter, schema: direct(parameter.schema, 'request') })),
    receives: receives.map((receive) => ({
      ...receive,
      message: mapMessage(receive.message, 'request', direct),
      replies: receive.replies.map(sent),
    })),
    sends: sends.map(sent),
  };
}

function mapMessage(message: Message, direction: Direction, direct: Direct): Message {
  if (message.schemaName === undefined) return message;
  const directed = direct({ $ref: componentPrefix + message.schemaName }, direction) as { readonly $ref: string };
  return { ...message, schemaName: componentName(directed.$ref) };
}

/** Of a property that must not be sent a field is only read so that it can be refused; a file is refused like an unknown one. */
function withoutHiddenFields(operation: Operation, forms: SchemaForms): Operation {
  const { body } = operation;
  if (body === undefined) return operation;
  const contents = body.contents.map((content) => {
    if (content.fields === undefined || content.schema === undefined) return content;
    const hidden = forms.hidden(content.schema, 'request');
    const fields = content.fields
      .filter(({ name, as }) => as !== 'file' || !hidden.has(name))
      .map((field) => (hidden.has(field.name) ? { ...field, required: false } : field));
    return { ...content, fields };
  });
  return { ...operation, body: { ...body, contents } };
}
