import { clientAddress, isFromTrustedProxy } from './client-address.ts';
import type { ReceivedBody } from './body/receive-body.ts';
import type { DecodedInput, MediaRow, RawInput, Violation } from './contract.ts';
import type { PreparedOperation } from './operation.ts';
import type { Take } from './rate-limit/limiter.ts';
import type { Runtime } from './runtime.ts';
import type { Client, Reply } from './service.ts';
import type { HttpResponse } from 'uWebSockets.js';

/** Shared by all requests without declared headers. */
export const noHeaders: Readonly<Record<string, string | undefined>> = Object.freeze({});

export const noPath: readonly string[] = Object.freeze([]);

/**
 * One request and its answer, from the socket's event to the last byte: the only object the pipeline allocates for itself.
 * Captured fields are set before the socket's callback returns; the others as the steps go.
 */
export class Exchange implements RawInput, Client {
  readonly runtime: Runtime;
  readonly operation: PreparedOperation;
  /** Unusable once `aborted` or `answered`. */
  readonly res: HttpResponse;

  path = noPath;
  query = '';
  headers: Record<string, string | undefined> = noHeaders;
  cookie = '';
  accept = '';
  contentType = '';
  origin = '';
  forwardedFor = '';
  requestId = '';
  isHead = false;
  /** Bytes announced; -1 for a chunked body, 0 for none. */
  bodyLength = 0;
  unframed = true;
  /** Only for routes without an operation. */
  url = '';
  framingFault: string | undefined;
  /** Whether the connection ends with this answer. */
  closes = false;

  /** Index of the step that comes next. */
  step = 0;
  /** Whether the code that runs was called by the socket, so that writes are corked already. */
  corked = true;
  aborted = false;
  /** The answer is decided; what comes later is dropped. */
  answered = false;
  /** The operation's time is over. */
  expired = false;
  /** Counted and logged. */
  finished = false;
  inFlight = false;
  /** Code of the service has not come back yet; it may outlive the client and the operation's time. */
  running = false;
  startedAt = 0;
  timer: NodeJS.Timeout | undefined;
  controller: AbortController | undefined;
  knownAddress: string | undefined;

  input: DecodedInput | undefined;
  actor: unknown;
  /** In the service's own word; undefined for a caller nobody signed in, or a service that has no word for it. */
  actorId: string | undefined;
  received: ReceivedBody | undefined;
  body: unknown;
  /** As received; only until the handler starts. */
  bodyBytes: Uint8Array | undefined;
  bodyMedia: MediaRow | undefined;
  /** What could not be decoded in a form or a multipart body. */
  bodyViolations: readonly Violation[] | undefined;
  /** Holds uploaded files, and whatever of them still arrives. */
  uploads: { abort(): void } | undefined;
  /** What sign-in adds to whatever the answer is, by lower-case names. */
  answerHeaders: NonNullable<Reply['headers']> | undefined;
  /** The tightest limit this request was counted under. */
  take: Take | undefined;
  /** The name of that limit, where the service has one for it. */
  profile: string | undefined;
  idempotencyClaim: { readonly scope: string; readonly key: string; readonly claim: string } | undefined;
  /** Whether a refusal is about a credential that was sent, for WWW-Authenticate (RFC 6750 section 3). */
  presentedCredential = false;
  /** Whether the abort handler is attached. */
  watched = false;
  /** Ends what still writes, when the client goes away. */
  onAbort: (() => void) | undefined;

  constructor(runtime: Runtime, operation: PreparedOperation, res: HttpResponse) {
    this.runtime = runtime;
    this.operation = operation;
    this.res = res;
  }

  /** Empty when first asked for after the client has gone. */
  get address(): string {
    if (this.knownAddress === undefined) {
      if (this.aborted || this.answered) return '';
      this.knownAddress = clientAddress(this.res, this.forwardedFor, this.runtime.settings.trustedProxies);
    }
    return this.knownAddress;
  }

  /** False after the client has gone. */
  get isFromProxy(): boolean {
    return !this.aborted && !this.answered && isFromTrustedProxy(this.res, this.runtime.settings.trustedProxies);
  }

  /** Made when first asked for: most handlers never look at it, and an AbortController costs a microsecond. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.aborted || this.expired) this.controller.abort();
    }
    return this.controller.signal;
  }
}
