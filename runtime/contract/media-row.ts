/** How bytes of a media type become a value, and back. */
import type { Int64Place } from '../int64/int64-places.ts';
import type { Validate, Violation } from './input.ts';

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
  /** Of a request's bytes: the handler reads them while they arrive. */
  readonly streamed?: boolean;
  /** Of the whole body, or of each item of a stream. Absent where the contract says nothing, and where it is just bytes or text. */
  readonly validate?: Validate;
  /** Of `text/event-stream`, by the names of events; an empty name stands for all others. */
  readonly events?: Readonly<Record<string, EventRow>>;
  /** What a text becomes, for example a number; a text that cannot become it stays a text. */
  readonly convert?: (text: string) => unknown;
  /** Where a JSON body, or an item of a stream, has integers of 64 bits that are bigints. */
  readonly int64?: Int64Place;
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
  /** Of a JSON text: where it has bigints. */
  readonly int64?: Int64Place;
  /** Every declared header, by its name in lower case. */
  readonly headers?: Readonly<Record<string, HeaderForm>>;
  readonly validateHeaders?: Validate;
}

/** What a single text may stand for, besides itself; `int64` for a bigint. */
export type ScalarType = 'integer' | 'int64' | 'number' | 'boolean' | 'null';

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
  /** Of a JSON text: where it has bigints. */
  readonly int64?: Int64Place;
}
