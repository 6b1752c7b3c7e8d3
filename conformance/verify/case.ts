import type { Content, Operation } from '../../generator/model/types.ts';

/** In the order in which they run. The first two look at the contract alone. */
export const phases = ['lint', 'diff', 'replay', 'probe', 'examples', 'coverage', 'negative', 'protocol', 'fuzz', 'stateful', 'streams', 'wire'] as const;
/** What a case is there for; docs: conformance/README.md. */
export type Phase = (typeof phases)[number];

export type Place = 'path' | 'query' | 'headers' | 'cookies';
export const places: readonly Place[] = ['path', 'query', 'headers', 'cookies'];

type Values = Readonly<Record<string, unknown>>;

/** A request before it is written: values of parameters and of the body, as the contract speaks of them. */
export interface Input {
  readonly path: Values;
  readonly query: Values;
  readonly headers: Values;
  readonly cookies: Values;
  readonly body?: BodyInput;
  /** Things are named in it of which nobody knows whether they are there. */
  readonly isGuess?: boolean;
}

export type BodyInput =
  | { readonly content: Content; readonly value: unknown }
  /** Sent as it is. */
  | { readonly mediaType: string; readonly bytes: Buffer };

/** Who is calling: with what the user gave, with nothing, with something that cannot be right, twice, or as somebody else of that name. */
export type Caller = 'given' | 'nobody' | 'garbled' | 'longer' | 'unsigned' | `as ${string}`;

/** What the contract says of the answer to a request. */
export type Expectation =
  /** The request is right: the answer is no refusal of it. */
  | { readonly kind: 'accepted' }
  /** The request breaks the contract: the answer is 4XX. `instead` lists other statuses that are right. */
  | { readonly kind: 'rejected'; readonly check: string; readonly statuses?: readonly number[]; readonly usual?: readonly number[] }
  /** Only what holds for every answer. */
  | { readonly kind: 'anything' };

/** One request, and why it is sent. */
export interface Case {
  readonly phase: Phase;
  readonly operation: Operation;
  /** In words, for people: `body /name: one character too many (maxLength)`. */
  readonly about: string;
  /** Part of a finding's identity: where the request differs from a plain one. */
  readonly at: { readonly in: Place | 'body' | 'request'; readonly pointer: string; readonly keyword: string };
  readonly input: Input;
  readonly caller: Caller;
  readonly expectation: Expectation;
  /** A key of idempotency that is in it is sent as it is. */
  readonly keepsKey?: boolean;
  /** In place of the operation's own. */
  readonly method?: string;
  /** In place of the one that the contract says: what an answer named. */
  readonly url?: string;
  /** Stands behind the rest of the query as it is. */
  readonly rawQuery?: string;
  /** Over what is written otherwise; undefined takes a header away. */
  readonly extraHeaders?: Readonly<Record<string, string | undefined>>;
}

/** The plain case of an operation; everything else differs from it in one thing. */
export function plainCase(operation: Operation, input: Input, phase: Phase): Case {
  return { phase, operation, about: 'a plain request', at: { in: 'request', pointer: '', keyword: '' }, input, caller: 'given', expectation: { kind: 'accepted' } };
}
