import type { SecuritySchemeRow } from '../contract.ts';
import type { Secrets } from './credentials.ts';
import { encodeBody, type BodyPlan, type EncodedBody } from './encode-body.ts';
import type { Answer } from './outcome.ts';
import { requestPreparer, type RequestInput, type RequestPlan } from './prepare-request.ts';
import { readAnswer, type AnswerPlans } from './read-answer.ts';
import type { StreamSource } from './read-stream.ts';
import type { ReconnectOptions } from './reconnect-delay.ts';

/** What generated code knows of an operation. */
export interface OperationPlan extends RequestPlan {
  readonly method: string;
  readonly bodies?: readonly BodyPlan[];
  readonly answers: AnswerPlans;
  /** Of an operation that answers with streams only: what it asks for. */
  readonly accept?: string;
  /** The declared header by which a stream of events is resumed. */
  readonly resumes?: string;
}

export interface OperationInput extends RequestInput {
  readonly body?: unknown;
  readonly contentType?: string | undefined;
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** Added to what the operation declares. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How to go on after a stream of events that broke off. */
  readonly resume?: ReconnectOptions | false;
}

export interface Sender {
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly schemes: Readonly<Record<string, SecuritySchemeRow | undefined>>;
  readonly secrets: Secrets;
}

export type SendRequest = (plan: OperationPlan, input: object, options: SendOptions) => Promise<Answer>;

/**
 * Sends requests as the contract describes them, and reads what comes back.
 * Rejects with UndeclaredStatus, MalformedMessage, TypeError for input that cannot be sent, and whatever the network fails with.
 */
export function requestSender({ baseUrl, fetch, schemes, secrets }: Sender): SendRequest {
  const prepare = requestPreparer(schemes, secrets);
  const base = baseUrl.replace(/\/+$/, '');
  return async (plan, input: OperationInput, options) => {
    const body = encodeBody(plan.bodies ?? [], input.body, input.contentType);
    const ask = async (more: Readonly<Record<string, string>>): Promise<Response> => {
      const { url, headers } = await prepare(plan, input, options.headers ?? {});
      return (fetch ?? globalThis.fetch)(base + url, {
        method: plan.method,
        headers: replaced(withDefaults(new Headers(headers), { 'content-type': body?.contentType, accept: plan.accept }), more),
        redirect: redirectOf(plan),
        signal: options.signal ?? null,
        ...bodyOf(body),
      });
    };
    return readAnswer(await ask({}), plan.answers, { ask, ...resumptionOf(plan, input, options) });
  };
}

/** A stream is resumed where the contract says how; before an event had an id, only what may be asked again. */
function resumptionOf({ method, resumes }: OperationPlan, { headers }: OperationInput, { signal, resume }: SendOptions): Omit<StreamSource, 'ask'> {
  const given = resumes === undefined ? undefined : (headers as Readonly<Record<string, unknown>> | undefined)?.[resumes];
  const lastEventId = typeof given === 'string' || typeof given === 'number' ? String(given) : '';
  return { repeats: method === 'GET', lastEventId, resume: resume ?? (resumes === undefined ? false : {}), signal };
}

function withDefaults(headers: Headers, defaults: Readonly<Record<string, string | undefined>>): Headers {
  for (const [name, value] of Object.entries(defaults)) if (value !== undefined && !headers.has(name)) headers.set(name, value);
  return headers;
}

/** `Last-Event-ID` of a stream that is gone on with takes the place of the one that it began with. */
function replaced(headers: Headers, by: Readonly<Record<string, string>>): Headers {
  for (const [name, value] of Object.entries(by)) headers.set(name, value);
  return headers;
}

/** A stream is sent while its answer is not there yet; the platforms want that said. */
function bodyOf(encoded: EncodedBody | undefined): RequestInit {
  if (encoded === undefined) return {};
  return { body: encoded.body, ...(encoded.body instanceof ReadableStream ? { duplex: 'half' } : {}) };
}

/** A redirect that the contract declares is an answer like any other; browsers show none, so there it is followed. */
function redirectOf({ answers }: OperationPlan): RequestRedirect {
  return Object.keys(answers).some((status) => /^3(?:0[12378]|XX)$/.test(status)) && !('document' in globalThis) ? 'manual' : 'follow';
}
