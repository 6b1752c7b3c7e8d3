import { describeError } from './logging/describe-error.ts';
import type { Runtime } from './runtime.ts';
import type { PreparedSecurity } from './security/security.ts';
import type { Problem, Reply } from './service.ts';

/** What a problem happened to: an Exchange, or the upgrade of a WebSocket. */
export interface ProblemSource {
  readonly runtime: Runtime;
  readonly requestId: string;
  /** Whether the refusal is about a credential that was sent. */
  readonly presentedCredential: boolean;
  readonly operation: { readonly row?: { readonly id: string }; readonly security?: PreparedSecurity };
}

/** What each problem is in HTTP; used only where an API's own table fails. */
export const problemStatus: Readonly<Record<Problem['code'], number>> = {
  'route-not-found': 404,
  'method-not-allowed': 405,
  'malformed-request': 400,
  'rate-limited': 429,
  overloaded: 503,
  unauthenticated: 401,
  forbidden: 403,
  'missing-body': 400,
  'malformed-body': 400,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'not-acceptable': 406,
  'invalid-request': 422,
  'idempotency-key-missing': 400,
  'idempotency-key-in-use': 409,
  'idempotency-key-reused': 422,
  timeout: 504,
  thrown: 500,
  internal: 500,
};

/**
 * The API's own spelling of a problem, with the headers that HTTP demands for it. A thrown error that the API does not
 * know is logged and told as `internal`, without a word of it.
 */
export function problemReply(source: ProblemSource, problem: Problem): Reply {
  const spelled = spell(source, problem);
  if (spelled === undefined) return internalReply(source, problem);
  const demanded = demandedHeaders(source, problem, spelled.status);
  return demanded === undefined ? spelled : { ...spelled, headers: { ...demanded, ...spelled.headers } };
}

function internalReply(source: ProblemSource, problem: Problem): Reply {
  if (problem.code === 'internal') return { status: 500, body: { error: 'internal' } };
  logUnexpected(source, problem);
  return problemReply(source, { code: 'internal' });
}

/** Undefined where the API's table has no answer, or throws. */
function spell(source: ProblemSource, problem: Problem): Reply | undefined {
  const { runtime, operation, requestId } = source;
  try {
    const reply = runtime.service.problems(problem, { operationId: operation.row?.id, requestId });
    return reply ?? (problem.code === 'thrown' || problem.code === 'internal' ? undefined : plainReply(problem));
  } catch (error) {
    runtime.log.error({ err: describeError(error), requestId, operation: operation.row?.id, problem: problem.code }, 'problems threw');
    return undefined;
  }
}

function plainReply({ code }: Problem): Reply {
  return { status: problemStatus[code], body: { error: code } };
}

function logUnexpected({ runtime, operation, requestId }: ProblemSource, problem: Problem): void {
  const error = problem.code === 'thrown' ? problem.error : undefined;
  runtime.log.error({ err: describeError(error), requestId, operation: operation.row?.id }, error instanceof Error ? error.message : 'unexpected error');
}

type Headers = NonNullable<Reply['headers']>;

function demandedHeaders({ operation, presentedCredential }: ProblemSource, problem: Problem, status: number): Headers | undefined {
  switch (problem.code) {
    case 'method-not-allowed': return { allow: problem.allow.join(', ') };
    case 'rate-limited':
    case 'overloaded': return { 'retry-after': problem.retryAfterSeconds };
    // The database, or what else the domain works with, has more to do than it can.
    case 'thrown': return status === 503 ? { 'retry-after': 1 } : undefined;
    case 'unauthenticated':
      return status === 401 ? challengeHeader(presentedCredential ? operation.security?.challenges.refused() : operation.security?.challenges.missing()) : undefined;
    case 'forbidden': return status === 403 ? challengeHeader(operation.security?.challenges.forbidden?.()) : undefined;
    default: return undefined;
  }
}

function challengeHeader(challenge: string | undefined): Headers | undefined {
  return challenge === undefined || challenge === '' ? undefined : { 'www-authenticate': challenge };
}
