import { toError } from './client-errors.ts';

/**
 * The answer of an operation as a union over `status`, made from hey-api's two maps, for example
 * `{ 201: Session }` and `{ 400: Problem; 404: Problem }`. A range (`4XX`) or `default` stands for every status that has no key.
 *
 * @example
 * const outcome = toOutcome<CreateSessionResponses, CreateSessionErrors>(await createSession({ body }), [201, 404]);
 * if (outcome.status === 404) return showMissing(outcome.body);
 */
export type Outcome<Responses, Errors = unknown> =
  | Cases<Responses, true, keyof Responses | keyof Errors>
  | Cases<Errors, false, keyof Responses | keyof Errors>;

type Cases<Bodies, Ok extends boolean, Declared> = {
  [Key in keyof Bodies]: {
    readonly status: Key extends number ? Key : Exclude<StatusOf<Key>, Declared>;
    readonly ok: Ok;
    readonly body: Bodies[Key];
    readonly headers: Headers;
  };
}[keyof Bodies];

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type ToNumber<Text> = Text extends `${infer Value extends number}` ? Value : never;
type StatusOf<Key> = Key extends `${infer Class}XX` ? ToNumber<`${Class}${Digit}${Digit}`> : ToNumber<`${1 | 2 | 3 | 4 | 5}${Digit}${Digit}`>;

/** What hey-api's fetch client resolves to when it does not throw. */
export interface FetchResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response?: Response;
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

/**
 * Turns hey-api's `{ data, error, response }` into an Outcome.
 *
 * @param declared the statuses of the contract: numbers, ranges (`4XX`), `default`
 * @throws UndeclaredStatus; and whatever the network failed with, when there is no response
 */
export function toOutcome<Responses, Errors = unknown>(
  result: FetchResult,
  declared: readonly (number | string)[],
): Outcome<Responses, Errors> {
  const { response } = result;
  if (!response) throw toError(result.error ?? 'The request was not answered.');
  const body = isEmpty(response) ? undefined : response.ok ? result.data : result.error;
  if (!declared.some((status) => covers(String(status), response.status))) throw new UndeclaredStatus(response.status, body);
  return { status: response.status, ok: response.ok, body, headers: response.headers } as Outcome<Responses, Errors>;
}

/** hey-api puts an empty object where there is no body. */
function isEmpty(response: Response): boolean {
  return response.status === 204 || response.headers.get('content-length') === '0';
}

function covers(declared: string, status: number): boolean {
  return declared === 'default' || declared === String(status) || declared === `${Math.floor(status / 100)}XX`;
}
