import type { MockAnswers, Reply, Wishes } from './mock-answers.ts';

/** One row of the contract's table, as far as it matters here. */
export interface DevelopedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly constants?: Readonly<Record<string, string>>;
  readonly selector?: { readonly query: Readonly<Record<string, string | null>>; readonly headers: Readonly<Record<string, string>> };
  readonly captures: { readonly headers: readonly string[] };
  readonly decode: (raw: RawInput, violations: never) => Decoded;
  readonly responses: Readonly<Record<string, ResponseRow>>;
  readonly security: readonly (readonly { readonly scopes: readonly string[] }[])[];
}

interface RawInput {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

interface Decoded {
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface ResponseRow {
  readonly validateHeaders?: (values: unknown) => boolean;
  readonly headers: readonly string[];
  readonly content: readonly { readonly mediaType: string; readonly codec: string; readonly int64?: unknown }[];
}

type Handler = (request: { readonly headers?: Decoded['headers'] }) => unknown;
type SignIn = (credential: { readonly scopes: readonly string[] }, input: { readonly operationId: string }) => unknown;

type ChannelFunction = (...args: readonly unknown[]) => unknown;

interface ChannelHandlers {
  readonly open: ChannelFunction;
  readonly receive: Readonly<Record<string, ChannelFunction>>;
}

/** A service of `specwright/runtime`, as far as it matters here. */
export interface DevelopedService {
  readonly contract: { readonly name: string; readonly operations: readonly DevelopedOperation[] };
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly channelHandlers: Readonly<Record<string, ChannelHandlers>>;
  readonly signIn: Readonly<Record<string, SignIn>>;
}

/** Headers of a mock's answer that no contract declares. */
const mockHeaders = ['x-specwright-mock', 'x-specwright-mock-fault', 'preference-applied', 'vary'];
const wishHeaders = ['accept', 'prefer'];
const wishes = Symbol('what the request prefers');

export interface Parts {
  readonly answers: MockAnswers;
  /** Of `specwright/runtime`. */
  readonly grant: (actor: unknown, scopes: readonly string[]) => unknown;
}

/** The same service, in which an operation that throws `NotImplemented` is answered from the contract's document. */
export function withMocks(service: DevelopedService, { answers, grant }: Parts): DevelopedService {
  const { contract, handlers, channelHandlers, signIn } = service;
  const rows = new Map(contract.operations.map((row) => [row.id, row]));
  const isUnwritten = (id: string) => handlers[id] !== undefined && lacksCode(handlers[id]);
  return {
    ...service,
    contract: { ...contract, operations: contract.operations.map(widen) },
    handlers: mapValues(handlers, (handler, id) => mocked(handler, rows.get(id), answers)),
    channelHandlers: mapValues(channelHandlers, openToAll),
    signIn: mapValues(signIn, (check) => lenient(check, isUnwritten, grant)),
  };
}

/** Whether there are operations that nobody has written yet. */
export function lacksHandlers({ handlers }: DevelopedService): boolean {
  return Object.values(handlers).some(lacksCode);
}

/** Takes in what a request prefers, and lets the headers of a mock's answer out. */
function widen(row: DevelopedOperation): DevelopedOperation {
  const { captures, decode, responses } = row;
  return {
    ...row,
    captures: { ...captures, headers: [...new Set([...captures.headers, ...wishHeaders])] },
    decode: (raw, violations) => {
      const decoded = decode(raw, violations);
      const { accept, prefer } = raw.headers;
      // Under a symbol no validator sees it.
      return { ...decoded, headers: { ...decoded.headers, [wishes]: { accept, prefer } } };
    },
    responses: mapValues(responses, (response) => ({ ...response, headers: [...response.headers, ...mockHeaders] })),
  };
}

function mocked(handler: Handler, row: DevelopedOperation | undefined, answers: MockAnswers): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      const reply = row !== undefined && isNotImplemented(error) ? answers.answer(row, wishesOf(request)) : undefined;
      if (reply === undefined) throw error;
      return reply satisfies Reply;
    }
  };
}

function wishesOf({ headers }: Parameters<Handler>[0]): Wishes {
  return (headers as { readonly [wishes]?: Wishes } | undefined)?.[wishes] ?? {};
}

/** A channel whose life is not written opens, and what comes for a handler that is not written is dropped. */
function openToAll(channel: ChannelHandlers): ChannelHandlers {
  return { ...channel, open: instead(channel.open, {}), receive: mapValues(channel.receive, (handler) => instead(handler, undefined)) };
}

function instead(handler: ChannelFunction, result: unknown): ChannelFunction {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      if (isNotImplemented(error)) return result;
      throw error;
    }
  };
}

function isNotImplemented(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotImplemented';
}

/** A file that is missing, or one that `scaffold` wrote and nobody has filled. */
function lacksCode(handler: Handler): boolean {
  return Symbol.for('specwright.unwritten') in handler || /^\(\)\s*=>\s*\{\s*throw new \w*NotImplemented\b/.test(handler.toString());
}

/** Where neither sign-in nor the handler is written, a credential is enough that is there: its example is to be seen, too. */
function lenient(check: SignIn, isUnwritten: (id: string) => boolean, grant: Parts['grant']): SignIn {
  return async (credential, input) => {
    const result = await check(credential, input);
    const isNotWritten = typeof result === 'object' && result !== null && 'reason' in result && result.reason === 'not-written';
    return isNotWritten && isUnwritten(input.operationId) ? grant({}, credential.scopes) : result;
  };
}

function mapValues<From, To>(items: Readonly<Record<string, From>>, map: (item: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(items).map(([key, item]) => [key, map(item, key)]));
}
