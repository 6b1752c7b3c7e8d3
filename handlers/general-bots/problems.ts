import type { Problem, Problems, Reply } from 'specwright/runtime';
import { DomainError } from '../../domain/errors.ts';
import { domainErrors } from './to-api/domain-errors.ts';
import { failure } from './to-api/failure.ts';
import { toViolation } from './to-api/to-violation.ts';

/** Every answer that is not a handler's own, as `{error: {code, message, details?}}`. */
export const problems: Problems = (problem) => {
  switch (problem.code) {
    case 'route-not-found':
      return failure(404, 'NOT_FOUND', 'There is nothing at this path.');
    case 'method-not-allowed':
      return failure(405, 'METHOD_NOT_ALLOWED', `This path allows ${problem.allow.join(', ')}.`);
    case 'malformed-request':
    case 'malformed-body':
      return failure(400, 'BAD_REQUEST', problem.detail);
    case 'missing-body':
      return failure(400, 'BAD_REQUEST', 'The request needs a body.');
    case 'rate-limited':
      return tooMany(problem);
    case 'overloaded':
      return failure(503, 'UNAVAILABLE', 'The service takes no more requests at the moment.');
    case 'unauthenticated':
      return failure(401, 'UNAUTHORIZED', problem.detail);
    case 'forbidden':
      return failure(403, 'FORBIDDEN', problem.detail);
    case 'body-too-large':
      return failure(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${problem.limitBytes} bytes.`);
    case 'unsupported-media-type':
      return failure(415, 'UNSUPPORTED_MEDIA_TYPE', `Send the body as ${problem.accepted.join(' or ')}.`);
    case 'not-acceptable':
      return failure(406, 'NOT_ACCEPTABLE', `Answers are ${problem.offered.join(' or ')}.`);
    case 'invalid-request':
      return failure(422, 'VALIDATION_FAILED', 'The request does not fit the contract.', { violations: problem.violations.map(toViolation) });
    case 'timeout':
      return failure(504, 'TIMEOUT', 'The answer was not ready in time.');
    case 'thrown':
      return refusal(problem.error);
    // No operation of this API takes an idempotency key.
    case 'idempotency-key-missing':
    case 'idempotency-key-in-use':
    case 'idempotency-key-reused':
    case 'internal':
      return failure(500, 'SERVER_ERROR', 'The service failed to answer.');
  }
};

function tooMany({ retryAfterSeconds }: Extract<Problem, { code: 'rate-limited' }>): Reply {
  const message = `Too many requests. Try again in ${retryAfterSeconds} seconds.`;
  return failure(429, 'RATE_LIMITED', message, { retry_after_seconds: retryAfterSeconds });
}

/** The domain's own refusals; whatever else was thrown is not for the caller's eyes. */
function refusal(error: unknown): Reply | undefined {
  const spelled = error instanceof DomainError ? domainErrors[error.code] : undefined;
  if (!(error instanceof DomainError) || !spelled) return undefined;
  return { ...failure(spelled.status, spelled.code, error.message), headers: refusalHeaders[spelled.status] };
}

/** What HTTP demands with a status: RFC 9110 section 15.5.2; what is out of reach may be back soon. */
const refusalHeaders: Readonly<Record<number, Reply['headers']>> = {
  401: { 'www-authenticate': 'Bearer error="invalid_token"' },
  503: { 'retry-after': 1 },
};
