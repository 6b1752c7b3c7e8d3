/** Parameters: from raw texts to checked values, and what is said of those that are none. */

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
