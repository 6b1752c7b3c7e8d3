import type { JsonSchema } from '../../../generator/model/json-schema.ts';
import type {
  Api,
  Body,
  BodyField,
  Channel,
  Content,
  Header,
  Message,
  NamedSchema,
  Operation,
  Parameter,
  Receive,
  Response,
  SecurityScheme,
  ValueShape,
} from '../../../generator/model/types.ts';

/** Small parts of the model for tests of emitters: what a test does not name has the plainest value. */
const at = { file: 'spec/shop/openapi.yaml', line: 1, column: 1, pointer: '' };

export function anApi(parts: Partial<Api> = {}): Api {
  return {
    kind: 'api',
    name: 'shop',
    title: 'Shop',
    version: '1.0.0',
    operations: [],
    channels: [],
    topics: [],
    webhooks: [],
    returned: [],
    links: [],
    schemas: [],
    securitySchemes: [],
    dialect: '2020-12',
    document: {},
    ...parts,
  };
}

export function anOperation(parts: Partial<Operation> & Pick<Operation, 'id'>): Operation {
  const typeName = parts.id.charAt(0).toUpperCase() + parts.id.slice(1);
  return {
    kind: 'operation',
    typeName,
    functionName: parts.id,
    fileName: parts.id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    tag: 'Items',
    folder: 'items',
    method: 'get',
    path: '/items',
    summary: '',
    description: '',
    deprecated: false,
    parameters: [],
    responses: [aResponse({ status: '204' })],
    security: [],
    limits: { bodyBytes: 1048576, timeoutMs: 30000, rates: [] },
    at,
    ...parts,
  };
}

export function aParameter(parts: Partial<Parameter> & Pick<Parameter, 'name' | 'in'>): Parameter {
  const schema: JsonSchema = parts.schema ?? { type: 'string' };
  return {
    kind: 'parameter',
    required: parts.in === 'path',
    style: parts.in === 'path' || parts.in === 'header' ? 'simple' : 'form',
    explode: parts.in === 'query' || parts.in === 'cookie',
    allowReserved: false,
    schema,
    shape: shapeOf(schema),
    description: '',
    at,
    ...parts,
  };
}

/** The shape of a schema without references or combinators. */
export function shapeOf(schema: JsonSchema): ValueShape {
  if (typeof schema === 'boolean') return { types: [] };
  const { type, items, properties, additionalProperties } = schema as Record<string, JsonSchema | undefined>;
  return {
    types: [type ?? []].flat() as unknown as ValueShape['types'],
    ...(items !== undefined ? { items: shapeOf(items) } : {}),
    ...(properties !== undefined
      ? {
          properties: Object.fromEntries(
            Object.entries(properties as Record<string, JsonSchema>).map(([name, value]) => [name, shapeOf(value)]),
          ),
        }
      : {}),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: shapeOf(additionalProperties) } : {}),
    ...('default' in schema ? { default: schema['default'] } : {}),
  };
}

export function aBody(parts: Partial<Body> = {}): Body {
  return { kind: 'body', required: true, contents: [aContent()], at, ...parts };
}

export function aContent(parts: Partial<Content> = {}): Content {
  return {
    kind: 'content',
    mediaType: 'application/json',
    codec: 'json',
    examples: [],
    at,
    schema: { type: 'object' },
    ...parts,
  };
}

export function aField(parts: Partial<BodyField> & Pick<BodyField, 'name'>): BodyField {
  return {
    kind: 'field',
    required: false,
    as: 'text',
    isList: false,
    style: 'form',
    explode: true,
    allowReserved: false,
    mediaTypes: [],
    headers: [],
    shape: shapeOf({ type: 'string' }),
    at,
    ...parts,
  };
}

export function aHeader(parts: Partial<Header> & Pick<Header, 'name'>): Header {
  const schema = parts.schema ?? { type: 'string' };
  return { kind: 'header', required: false, schema, shape: shapeOf(schema), explode: false, description: '', at, ...parts };
}

export function aResponse(parts: Partial<Response> & Pick<Response, 'status'>): Response {
  return { kind: 'response', description: '', headers: [], contents: [], at, ...parts };
}

export function aSchema(name: string, schema: JsonSchema): NamedSchema {
  return { kind: 'schema', name, typeName: name, schema, at };
}

export function aSecurityScheme(parts: Partial<SecurityScheme> & Pick<SecurityScheme, 'name'>): SecurityScheme {
  return { kind: 'security-scheme', type: 'bearer', description: '', at, ...parts };
}

export function aChannel(parts: Partial<Channel> & Pick<Channel, 'name'>): Channel {
  return {
    kind: 'channel',
    typeName: parts.name.charAt(0).toUpperCase() + parts.name.slice(1),
    folder: parts.name,
    protocol: 'ws',
    address: '/live',
    title: '',
    description: '',
    parameters: [],
    subprotocols: [],
    security: [],
    discriminator: 'type',
    receives: [],
    sends: [],
    closeCodes: [],
    limits: { messageBytes: 65536, idleSeconds: 60, backpressureBytes: 1048576 },
    at,
    ...parts,
  };
}

export function aMessage(parts: Partial<Message> & Pick<Message, 'name'>): Message {
  return { kind: 'message', summary: '', description: '', encoding: 'json', examples: [], at, ...parts };
}

export function aReceive(parts: Partial<Receive> & Pick<Receive, 'id' | 'message'>): Receive {
  return {
    kind: 'receive',
    typeName: parts.id.charAt(0).toUpperCase() + parts.id.slice(1),
    functionName: parts.id,
    fileName: parts.id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    summary: '',
    description: '',
    replies: [],
    at,
    ...parts,
  };
}
