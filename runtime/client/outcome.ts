/**
 * The answer of an operation as a union over `status`, made from two maps, for example `{ 201: Session }` and
 * `{ 400: Problem; 404: Problem }`. A range (`4XX`) or `default` stands for every status that has no key. `HeaderValues` maps the same keys to the
 * declared headers.
 *
 * @example
 * const outcome = await client.createSession({ body });
 * if (outcome.status === 404) return showMissing(outcome.body);
 */
export type Outcome<Responses, Errors = unknown, HeaderValues = unknown> =
  | Cases<Responses, true, keyof Responses | keyof Errors, HeaderValues>
  | Cases<Errors, false, keyof Responses | keyof Errors, HeaderValues>;

declare const mediaTypes: unique symbol;

/** The body of a status that has several media types: pairs of one and its value. `contentType` tells them apart. */
export interface Media<Pairs> {
  readonly [mediaTypes]: Pairs;
}

type Cases<Bodies, Ok extends boolean, Declared, HeaderValues> = {
  [Key in keyof Bodies]: Content<Bodies[Key]> & {
    readonly status: Key extends number ? Key : Exclude<StatusOf<Key>, Key extends 'default' ? Declared | StatusOf<Extract<Declared, `${string}XX`>> : Declared>;
    readonly ok: Ok;
    readonly headers: Headers;
    /** Headers that the contract declares, as values, by lower-case names. A server that breaks its contract may have sent others. */
    readonly headerValues: Key extends keyof HeaderValues ? HeaderValues[Key] : Readonly<Record<string, unknown>>;
  };
}[keyof Bodies];

type Content<Body> = Body extends Media<infer Pairs> ? OneOf<Pairs> : { readonly contentType: string; readonly body: Body };

type OneOf<Pairs> = Pairs extends readonly [infer Type, infer Body] ? { readonly contentType: Type; readonly body: Body } : never;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type ToNumber<Text> = Text extends `${infer Value extends number}` ? Value : never;
type StatusOf<Key> = Key extends `${infer Class}XX` ? ToNumber<`${Class}${Digit}${Digit}`> : ToNumber<`${1 | 2 | 3 | 4 | 5}${Digit}${Digit}`>;

/** An answer before its type is known. */
export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  /** As the contract writes it; where it has a range, or nothing, as the server did, without parameters. */
  readonly contentType: string;
  readonly body: unknown;
  readonly headers: Headers;
  readonly headerValues: Readonly<Record<string, unknown>>;
}

/** The server answered with a status that the contract does not declare for the operation. */
export class UndeclaredStatus extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`The server answered with status ${status}, which the contract does not declare.`);
    this.name = 'UndeclaredStatus';
    this.status = status;
    this.body = body;
  }
}
