import type { Problem, Problems, Reply } from 'specwright/runtime';
import { DomainError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../generated/virtual-banker/types.ts';
import { domainErrors } from './to-api/domain-errors.ts';
import { toViolation } from './to-api/to-violation.ts';

/** Every answer that is not a handler's own, as `{error, message}`. */
export const problems: Problems = (problem) => {
  switch (problem.code) {
    case 'route-not-found':
      return failure(404, 'not_found', 'There is nothing at this path.');
    case 'method-not-allowed':
      return failure(405, 'method_not_allowed', `This path allows ${problem.allow.join(', ')}.`);
    case 'malformed-request':
      return failure(400, 'invalid_request', problem.detail);
    case 'rate-limited':
      return failure(429, 'rate_limited', `Too many requests. Try again in ${problem.retryAfterSeconds} seconds.`);
    case 'overloaded':
      return failure(503, 'overloaded', 'The service takes no more requests at the moment.');
    case 'unauthenticated':
      return failure(401, problem.reason === 'expired' ? 'token_expired' : 'unauthorized', problem.detail);
    case 'forbidden':
      return failure(403, 'forbidden', problem.detail);
    case 'missing-body':
      return failure(400, 'invalid_request', 'The request needs a body.');
    case 'malformed-body':
      return failure(400, 'invalid_request', problem.detail);
    case 'body-too-large':
      return failure(413, 'payload_too_large', `The body is larger than ${problem.limitBytes} bytes.`);
    case 'unsupported-media-type':
      return failure(415, 'unsupported_media_type', `Send the body as ${problem.accepted.join(' or ')}.`);
    case 'not-acceptable':
      return failure(406, 'not_acceptable', `Answers are ${problem.offered.join(' or ')}.`);
    case 'invalid-request':
      return invalidRequest(problem);
    case 'timeout':
      return failure(504, 'timeout', 'The answer was not ready in time.');
    case 'thrown':
      return refusal(problem.error);
    // No operation of this API takes an idempotency key.
    case 'idempotency-key-missing':
    case 'idempotency-key-in-use':
    case 'idempotency-key-reused':
    case 'internal':
      return failure(500, 'internal_error', 'The service failed to answer.');
  }
};

function failure(status: number, error: ErrorCode, message: string): Reply {
  return { status, body: { error, message } };
}

function invalidRequest({ violations }: Extract<Problem, { code: 'invalid-request' }>): Reply {
  return {
    status: 400,
    body: { error: 'invalid_request', message: 'The request does not fit the contract.', violations: violations.map(toViolation) },
  };
}

/** The domain's own refusals; whatever else was thrown is not for the caller's eyes. */
function refusal(error: unknown): Reply | undefined {
  const spelled = error instanceof DomainError ? domainErrors[error.code] : undefined;
  if (!(error instanceof DomainError) || !spelled) return undefined;
  return { ...failure(spelled.status, spelled.error, error.message), headers: refusalHeaders[spelled.status] };
}

/** What HTTP demands with a status: RFC 9110 section 15.5.2; a database that is out of reach may be back at once. */
const refusalHeaders: Readonly<Record<number, Reply['headers']>> = {
  401: { 'www-authenticate': 'Bearer error="invalid_token"' },
  503: { 'retry-after': 1 },
};
