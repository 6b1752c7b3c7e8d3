import type { Position } from '../../load/position.ts';
import type { Int64Places } from '../int64-places.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { ValueShape } from './parameter.ts';

export interface Body {
  readonly kind: 'body';
  readonly required: boolean;
  readonly contents: readonly Content[];
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
  /** `x-streamed`: of a request's bytes, that a handler reads while they arrive. */
  readonly streamed?: true;
  /** What a text becomes; absent where the schema describes what is within it, as of XML, which stays one text. */
  readonly shape?: ValueShape;
  /** Properties of a form or of a multipart body, and how each of them travels. */
  readonly fields?: readonly BodyField[];
  /** Properties that the schema does not name, where it says what they are. */
  readonly others?: ValueShape;
  readonly examples: readonly Example[];
  /** Where the body, or one item of a stream, has bigints; absent where it has none. */
  readonly int64?: Int64Places;
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
  /** Where its value, or each of a list, has bigints; absent where it has none. */
  readonly int64?: Int64Places;
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
  /** Where its values have bigints; absent where they have none. */
  readonly int64?: Int64Places;
  readonly description: string;
  readonly at: Position;
}

export interface Example {
  /** `default` for a nameless one. */
  readonly name: string;
  readonly value: unknown;
  readonly at: Position;
}
