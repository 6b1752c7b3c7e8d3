/**
 * The frozen model between reading and printing. Plain data, complete, with every name final:
 * emitters look things up here and decide nothing about names, references or defaults.
 */
import type { Position } from '../load/position.ts';
import type { JsonSchema } from './json-schema.ts';

export type { Position };

export interface Api {
  readonly kind: 'api';
  /** Folder name under spec/, for example `petstore`. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly operations: readonly Operation[];
  readonly channels: readonly Channel[];
  /** What the service sends by itself; the schemas of these operations are those of {@link Api.schemas}. */
  readonly webhooks: readonly Webhook[];
  /** Components of both documents under one set of names, in order of name. */
  readonly schemas: readonly NamedSchema[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** JSON Schema dialect of the schemas. */
  readonly dialect: 'draft-04' | '2020-12';
  /** One bundled OpenAPI document with the schemas of both: the input of hey-api. References are all `#/components/…`. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Absent unless an operation hands it out. */
  readonly served?: ServedDocument;
}

/** The OpenAPI document itself. Other files that it refers to are not part of it. */
export interface ServedDocument {
  /** As it was written. */
  readonly text: string;
  readonly json: string;
}

/** A schema with a name of its own: `#/components/schemas/<name>`. */
export interface NamedSchema {
  readonly kind: 'schema';
  /** Key under components/schemas. */
  readonly name: string;
  /** TypeScript type, as hey-api prints it. */
  readonly typeName: string;
  /** References are `#/components/schemas/<name>`. */
  readonly schema: JsonSchema;
  readonly at: Position;
}

/** A request that the service sends by itself: a webhook of the document, or a callback of an operation. */
export interface Webhook {
  readonly kind: 'webhook';
  /** What is sent and answered; `path` is where a receiver of ours expects it. */
  readonly operation: Operation;
  /** Of a callback: where it goes, as texts with runtime expressions in braces (OpenAPI 3.1, "Callback Object"). */
  readonly address?: string;
}

export interface Operation {
  readonly kind: 'operation';
  readonly id: string;
  /** `CreateSession`: prefix of the types that hey-api prints (`CreateSessionData`, `CreateSessionResponses`, …). */
  readonly typeName: string;
  /** `createSession`. */
  readonly functionName: string;
  /** `create-session`. */
  readonly fileName: string;
  readonly tag: string;
  /** `sessions`. */
  readonly folder: string;
  /** Lower case: `get`, `query`, or one of `additionalOperations` (OpenAPI 3.2, "Path Item Object"). */
  readonly method: string;
  /** Base path of the first server included; a segment may hold more than its parameter: `/v1/items/{id}.json`. */
  readonly path: string;
  /** What the query must say where the path's key goes on behind a `?`: `/rest?method=people.find`. */
  readonly constants?: Readonly<Record<string, string>>;
  /**
   * What of its parameters tells it from other operations of this method and path: texts that they must be in the query and, lower
   * case, among the headers; null for any.
   */
  readonly selector?: { readonly query: Readonly<Record<string, string | null>>; readonly headers: Readonly<Record<string, string>> };
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** Sorted: exact statuses, then ranges, then default. */
  readonly responses: readonly Response[];
  readonly security: SecurityRule;
  readonly limits: Limits;
  readonly idempotency?: { readonly header: string; readonly required: boolean; readonly keepSeconds: number };
  readonly at: Position;
}

export type ParameterStyle = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';

export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** `application/json` for a parameter with `content` instead of a style. */
  readonly contentType?: string;
  readonly schema: JsonSchema;
  /** References resolved, combinators looked through: what the text has to become. */
  readonly shape: ValueShape;
  readonly description: string;
  readonly at: Position;
}

/** What a decoder must know of a schema. `types` are the JSON types that it allows. */
export interface ValueShape {
  readonly types: readonly JsonType[];
  readonly items?: ValueShape;
  readonly properties?: Readonly<Record<string, ValueShape>>;
  readonly additionalProperties?: ValueShape;
  readonly default?: unknown;
}

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null';

export interface Body {
  readonly kind: 'body';
  readonly required: boolean;
  readonly contents: readonly Content[];
  readonly at: Position;
}

export interface Content {
  readonly kind: 'content';
  readonly mediaType: string;
  readonly codec: 'json' | 'form' | 'multipart' | 'text' | 'binary' | 'events' | 'json-lines';
  /** Of the whole body; a stream that is sent has none. */
  readonly schema?: JsonSchema;
  /** Of a stream that is sent: one item of it. An event is an object of `event`, `data`, `id` and `retry`, its data decoded. */
  readonly itemSchema?: JsonSchema;
  /** Of `text/event-stream`: how the data of its events travels. */
  readonly events?: readonly StreamEvent[];
  /** What a text becomes; absent where the schema describes what is within it, as of XML, which stays one text. */
  readonly shape?: ValueShape;
  /** Properties of a form or of a multipart body, and how each of them travels. */
  readonly fields?: readonly BodyField[];
  /** Properties that the schema does not name, where it says what they are. */
  readonly others?: ValueShape;
  readonly examples: readonly Example[];
  readonly at: Position;
}

/** An event of a stream (WHATWG HTML, "Server-sent events"). */
export interface StreamEvent {
  readonly kind: 'event';
  /** `message` for one without a name; absent where the contract leaves names open. */
  readonly name?: string;
  /** Data is a JSON text, or a text as it is. */
  readonly encoding: 'json' | 'text';
  /** Texts that travel as they are among data that is JSON, such as `[DONE]`. */
  readonly texts: readonly string[];
}

/** A property of a form or of a multipart body (OpenAPI 3.1, "Encoding Object"). */
export interface BodyField {
  readonly kind: 'field';
  readonly name: string;
  readonly required: boolean;
  /** `text`: in a style, as in a query. `json`: a JSON text. `file`: bytes with a name and a media type. */
  readonly as: 'text' | 'json' | 'file';
  /** A list comes as several parts of one name. */
  readonly isList: boolean;
  readonly style: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Media types and ranges that a part may have; empty: not restricted. */
  readonly mediaTypes: readonly string[];
  /** Of one file. */
  readonly minBytes?: number;
  readonly maxBytes?: number;
  /** That a part must or may have, besides its type and name. */
  readonly headers: readonly Header[];
  readonly shape: ValueShape;
  readonly at: Position;
}

export interface Example {
  /** `default` for a nameless one. */
  readonly name: string;
  readonly value: unknown;
  readonly at: Position;
}

export interface Header {
  readonly kind: 'header';
  /** As written. */
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  /** What its text becomes. */
  readonly shape: ValueShape;
  /** How an object is written: `key=value` pairs instead of a list of both. */
  readonly explode: boolean;
  /** For a header with `content`: its media type, which is JSON. */
  readonly contentType?: string;
  readonly description: string;
  readonly at: Position;
}

export interface Response {
  readonly kind: 'response';
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly Header[];
  readonly contents: readonly Content[];
  readonly at: Position;
}

export type SecurityRule = readonly (readonly { readonly scheme: string; readonly scopes: readonly string[] }[])[];

export interface SecurityScheme {
  readonly kind: 'security-scheme';
  readonly name: string;
  /** `http` is every HTTP authentication scheme but `bearer` and `basic`. */
  readonly type: 'bearer' | 'basic' | 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  readonly bearerFormat?: string;
  readonly in?: 'header' | 'query' | 'cookie';
  readonly key?: string;
  /** Of type `http`: as the contract spells it, for example `Digest`. */
  readonly httpScheme?: string;
  /** Of type `oauth2`: the Flows Object as written. */
  readonly flows?: Readonly<Record<string, unknown>>;
  /** Of type `openIdConnect`. */
  readonly url?: string;
  readonly description: string;
  readonly at: Position;
}

export interface Limits {
  readonly bodyBytes: number;
  readonly timeoutMs: number;
  readonly rates: readonly {
    readonly name: string;
    readonly by: 'client' | 'actor' | 'caller';
    readonly limit: number;
    readonly windowSeconds: number;
  }[];
}

export interface Channel {
  readonly kind: 'channel';
  /** Key under `channels`. */
  readonly name: string;
  /** `Realtime`. */
  readonly typeName: string;
  /** `realtime`. */
  readonly folder: string;
  readonly protocol: 'ws' | 'socketio';
  /** Path of the server included. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** Path parameters of the address; query and headers of the `ws` binding. */
  readonly parameters: readonly Parameter[];
  readonly subprotocols: readonly string[];
  readonly security: SecurityRule;
  /** Property whose `const` tells the channel's messages apart; absent for Socket.IO. */
  readonly discriminator?: string;
  readonly receives: readonly Receive[];
  /** Sends and replies, in order of name. */
  readonly sends: readonly Message[];
  readonly closeCodes: readonly { readonly code: number; readonly name: string; readonly description: string }[];
  readonly limits: {
    readonly messageBytes: number;
    readonly idleSeconds: number;
    readonly backpressureBytes: number;
    readonly rate?: { readonly messages: number; readonly windowSeconds: number; readonly closeCode: number };
  };
  readonly at: Position;
}

/** An AsyncAPI operation with `action: receive`: one message in, replies out. */
export interface Receive {
  readonly kind: 'receive';
  /** Key under `operations`, for example `receiveOffer`. */
  readonly id: string;
  readonly typeName: string;
  readonly functionName: string;
  /** `receive-offer`. */
  readonly fileName: string;
  readonly summary: string;
  readonly description: string;
  readonly message: Message;
  readonly replies: readonly Message[];
  readonly at: Position;
}

export interface Message {
  readonly kind: 'message';
  /** Event name on Socket.IO; value of the discriminator on WebSocket. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly encoding: 'json' | 'json-text' | 'text' | 'none';
  /** Name of the component that describes the decoded payload; absent for `none`. Inline payloads were given one. */
  readonly schemaName?: string;
  readonly examples: readonly Example[];
  readonly at: Position;
}
