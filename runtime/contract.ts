/**
 * What generated code hands to the runtime: plain tables, one row per operation and per channel.
 * The generator prints values of these types; the runtime only reads them. Nothing here touches a socket.
 */

/** The HTTP methods that uWebSockets.js has routes for; any other is met by its routes for all methods. */
export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

/** The part of a request or message that a violation is about. */
export type InputPart = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'message';

/** One way in which an input breaks its contract. */
export interface Violation {
  readonly in: InputPart;
  /** JSON Pointer (RFC 6901) into that part; for a parameter, `/<name>` comes first. */
  readonly pointer: string;
  /** The JSON Schema keyword that failed, or `style` for text that cannot be decoded. */
  readonly keyword: string;
  readonly message: string;
  /** Ajv's parameters of the keyword, for example `{ missingProperty: 'email' }`. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** An error as Ajv's standalone functions report it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A validator compiled ahead of time: true, or false with `errors` set until the next call. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** What a row's `captures` asked for, copied out of the socket while it is readable. */
export interface RawInput {
  /** Still percent-encoded, in the order of the template's parameters. */
  readonly path: readonly string[];
  /** Without the `?`, still encoded. */
  readonly query: string;
  /** Only the declared names, lower case; a header that is absent has no key. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The whole Cookie header, or an empty text. */
  readonly cookie: string;
}

/** Parameters, decoded (style, explode, type, default) but not yet validated. */
export interface DecodedInput {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
  readonly cookies: Record<string, unknown>;
}

export interface Captures {
  /** How many path parameters the pattern has. */
  readonly path: number;
  readonly query: boolean;
  /** Lower case. */
  readonly headers: readonly string[];
  readonly cookies: boolean;
}

/** Turns raw text into values; text it cannot decode becomes a violation, never an exception. */
export type Decode = (raw: RawInput, violations: Violation[]) => DecodedInput;

/** Writes a value as JSON at a position of the runtime's buffer, and says what the next position is. */
export type Write = (at: number, value: unknown) => number;

/** How bytes of a media type become a value, and back. */
export type Codec = 'json' | 'form' | 'multipart' | 'text' | 'binary' | 'events' | 'json-lines';

/** How the data of an event travels: as JSON, but for these texts, or as a text. */
export interface EventRow {
  readonly encoding: 'json' | 'text';
  readonly texts?: readonly string[];
}

export interface MediaRow {
  /** As the contract writes it, for example `application/json`. */
  readonly mediaType: string;
  readonly codec: Codec;
  /** Of the whole body, or of each item of a stream. Absent where the contract says nothing, and where it is just bytes or text. */
  readonly validate?: Validate;
  /** Of `text/event-stream`, by the names of events; an empty name stands for all others. */
  readonly events?: Readonly<Record<string, EventRow>>;
  /** What a text becomes, for example a number; a text that cannot become it stays a text. */
  readonly convert?: (text: string) => unknown;
  /** Reads the fields of a form, or the texts of a multipart body. */
  readonly decode?: DecodeFields;
  /** Parts of a multipart body that are more than a plain text. */
  readonly parts?: Readonly<Record<string, PartRow>>;
  /** Of answers: writes what the contract declares of a value. Without it a JSON body is written by JSON.stringify. */
  readonly write?: Write;
}

/** The names and texts of a form or of a multipart body, one after the other. */
export interface FieldPairs {
  /** Moves to the next pair; false when there is none. */
  next(): boolean;
  isNamed(name: string): boolean;
  name(): string;
  /** Percent-encoded, so that delimiters can be told from data. */
  raw(): string;
  text(pointer: string, violations: Violation[]): string;
  reservedText(pointer: string, violations: Violation[]): string;
}

/** Turns texts into the values that a schema describes; what cannot be decoded becomes a violation and stays text. */
export type DecodeFields = (pairs: FieldPairs, violations: Violation[]) => Record<string, unknown>;

/** What the contract says of the parts of one name in a multipart body (OpenAPI 3.1, "Encoding Object"). */
export interface PartRow {
  readonly as: 'text' | 'json' | 'file';
  readonly isList: boolean;
  /** Media types and ranges that the part may have; empty: not restricted. */
  readonly mediaTypes: readonly string[];
  readonly minBytes?: number;
  readonly maxBytes?: number;
  /** Every declared header, by its name in lower case. */
  readonly headers?: Readonly<Record<string, HeaderForm>>;
  readonly validateHeaders?: Validate;
}

/** What a single text may stand for, besides itself. */
export type ScalarType = 'integer' | 'number' | 'boolean' | 'null';

/** How a header's value is written (OpenAPI 3.1, "Header Object": style simple, or `content` with JSON). Empty: as its text. */
export interface HeaderForm {
  /** `list`: items between commas. `fields`: an object. `json`: a JSON text. Absent: a single value. */
  readonly as?: 'list' | 'fields' | 'json';
  /** Of `fields`: `name=value` between commas instead of names and values in turn. */
  readonly explode?: boolean;
  /** Of a single value, or of each item. */
  readonly types?: readonly ScalarType[];
  readonly fields?: Readonly<Record<string, readonly ScalarType[]>>;
  /** Of fields that have no name here. */
  readonly others?: readonly ScalarType[];
}

export interface BodyRow {
  readonly required: boolean;
  readonly content: readonly MediaRow[];
}

export interface ResponseRow {
  readonly content: readonly MediaRow[];
  /** Validates `{ [lower-case header name]: value }`; absent when the response declares no headers. */
  readonly validateHeaders?: Validate;
  /** Lower-case names of the declared headers. */
  readonly headers: readonly string[];
  /** Of those that are more than a text, by lower-case names. */
  readonly headerForms?: Readonly<Record<string, HeaderForm>>;
}

/** One alternative of a Security Requirement Object: all of these together. */
export type SecurityAlternative = readonly { readonly scheme: string; readonly scopes: readonly string[] }[];

/** Any one alternative suffices. Empty: public. An empty alternative among others: signing in is optional. */
export type SecurityRule = readonly SecurityAlternative[];

/** Where a credential stands (OpenAPI 3.1, "Security Scheme Object"; AsyncAPI 3.0, the same). */
export type SecuritySchemeRow =
  | { readonly kind: 'bearer'; readonly name: string; readonly bearerFormat?: string }
  | { readonly kind: 'basic'; readonly name: string }
  | { readonly kind: 'apiKey'; readonly name: string; readonly in: 'header' | 'query' | 'cookie'; readonly key: string }
  /** Another scheme in `Authorization` (RFC 9110 section 11.4); `authScheme` as the contract spells it, for example `Digest`. */
  | { readonly kind: 'http'; readonly name: string; readonly authScheme: string }
  /** Access tokens in `Authorization` (RFC 6750). */
  | { readonly kind: 'oauth2'; readonly name: string }
  | { readonly kind: 'openIdConnect'; readonly name: string; readonly url: string }
  /** The client's certificate, handed on by a proxy: see the setting `clientCertificateHeader`. */
  | { readonly kind: 'mutualTLS'; readonly name: string };

/** `x-rate-limit`: how often one caller may use an operation or send on a channel. */
export interface RateLimitRow {
  /** Operations with one name share one count. */
  readonly name: string;
  /**
   * `client`: by network address, before sign-in. `actor`: by what the service's `rateLimit` says, after sign-in. `caller`: the
   * same for whoever signed in; whoever did not, and whatever is refused before or has no operation, by network address.
   */
  readonly by: 'client' | 'actor' | 'caller';
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface OperationLimits {
  readonly bodyBytes: number;
  readonly rates: readonly RateLimitRow[];
  /** Milliseconds until a handler's `signal` aborts and the answer is `timeout`. */
  readonly timeoutMs: number;
}

export interface IdempotencyRow {
  /** Lower case, for example `idempotency-key`. */
  readonly header: string;
  readonly required: boolean;
  /** How long an answer is kept. */
  readonly keepSeconds: number;
}

/** One operation of an OpenAPI document. */
export interface OperationRow {
  readonly id: string;
  readonly tag: string;
  /** Lower case, as uWebSockets.js gives it: it keeps no letter case. */
  readonly method: string;
  /** The template as the contract writes it, base path included: `/v1/sessions/{session_id}/end`. */
  readonly path: string;
  /** What its query must say for an operation that shares path and method with others: `?method=people.find`. */
  readonly constants?: Readonly<Record<string, string>>;
  /** What of its parameters tells it from others of this path and method: texts in the query and the headers; null for any. */
  readonly selector?: { readonly query: Readonly<Record<string, string | null>>; readonly headers: Readonly<Record<string, string>> };
  readonly captures: Captures;
  readonly decode: Decode;
  /** Validates the DecodedInput as one object; absent when there are no parameters. */
  readonly validateInput?: Validate;
  readonly body?: BodyRow;
  /** Keys: `200`, `4XX`, `default`. */
  readonly responses: Readonly<Record<string, ResponseRow>>;
  readonly security: SecurityRule;
  readonly limits: OperationLimits;
  readonly idempotency?: IdempotencyRow;
}

/** What is only needed once an operation is asked for. */
export type OperationParts = Pick<OperationRow, 'decode' | 'validateInput' | 'body' | 'responses'>;

/**
 * What has to be known of an operation before anybody asks for it. Of an API with many operations the rest is loaded with the
 * first request, so that a service starts in no time and holds only what is used.
 */
export interface RouteRow extends Omit<OperationRow, keyof OperationParts> {
  readonly hasBody: boolean;
  /** Lower-case names of the headers that any of its responses declares. */
  readonly responseHeaders: readonly string[];
  readonly load: () => Promise<{ readonly parts: OperationParts }>;
}

/**
 * How the payload of a message travels.
 * `json`: a JSON text (WebSocket) or a structured argument (Socket.IO). `json-text`: a string that holds JSON
 * (`contentMediaType: application/json` with `contentSchema`). `text`: a string. `none`: no payload.
 */
export type MessageEncoding = 'json' | 'json-text' | 'text' | 'none';

export interface MessageRow {
  readonly name: string;
  readonly encoding: MessageEncoding;
  /** Validates the decoded payload; absent only for `none`. */
  readonly validate?: Validate;
}

/** A message that the service receives, and what it may answer. */
export interface ReceiveRow extends MessageRow {
  /** The AsyncAPI operation (`action: receive`). */
  readonly operationId: string;
  /** Names of the messages of its `reply`; for Socket.IO, the acknowledgement. */
  readonly replies: readonly string[];
}

export interface ChannelLimits {
  readonly messageBytes: number;
  /** Messages a connection may send in a window, or absent. */
  readonly rate?: { readonly messages: number; readonly windowSeconds: number; readonly closeCode: number };
  /** Seconds of silence after which a peer that answers no ping is taken for gone. */
  readonly idleSeconds: number;
  /** Bytes that may wait for a slow reader before the connection is closed with 1013. */
  readonly backpressureBytes: number;
}

/** One channel of an AsyncAPI document, bound to WebSocket (RFC 6455) or to a Socket.IO namespace. */
export interface ChannelRow {
  readonly name: string;
  readonly protocol: 'ws' | 'socketio';
  /** `/v1/realtime/{session_id}`, or the namespace `/chat`. */
  readonly address: string;
  readonly captures: Captures;
  readonly decode: Decode;
  readonly validateInput?: Validate;
  /** WebSocket sub-protocols that the service speaks, best first; empty: none is negotiated. */
  readonly subprotocols: readonly string[];
  readonly security: SecurityRule;
  /** The property whose constant tells the messages of a WebSocket channel apart, for example `type`. */
  readonly discriminator?: string;
  /** By discriminator value (WebSocket) or event name (Socket.IO). */
  readonly receive: Readonly<Record<string, ReceiveRow>>;
  /** By message name as in `send` of a connection; covers sends and replies. */
  readonly send: Readonly<Record<string, MessageRow>>;
  /** `x-close-codes`: what the service may close with, beside the codes of RFC 6455 section 7.4.1. */
  readonly closeCodes: Readonly<Record<number, { readonly name: string; readonly description: string }>>;
  readonly limits: ChannelLimits;
}

/** Everything the runtime needs to know of one API. */
export interface ContractTables<Row extends OperationRow | RouteRow = OperationRow | RouteRow> {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly operations: readonly Row[];
  readonly channels: readonly ChannelRow[];
  readonly securitySchemes: Readonly<Record<string, SecuritySchemeRow>>;
}
