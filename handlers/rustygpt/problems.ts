import type { Problem, Problems, Reply } from 'specwright/runtime';
import { domainRefusal } from './problems/domain-refusal.ts';
import { invalidRequest } from './problems/invalid-request.ts';
import type { OperationId } from './problems/operation-id.ts';
import { problem } from './problems/problem.ts';
import { unauthenticated } from './problems/unauthenticated.ts';

type Spellings = {
  readonly [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>, operationId: OperationId | undefined) => Reply | undefined;
};

const spellings: Spellings = {
  'route-not-found': () => problem('RGP.NOT_FOUND', 'There is nothing at this path.'),
  'method-not-allowed': ({ allow }) => problem('RGP.METHOD_NOT_ALLOWED', `This path allows ${allow.join(', ')}.`),
  'malformed-request': ({ detail }) => problem('validation_failed', detail),
  'rate-limited': ({ retryAfterSeconds }) => problem('RGP.RATE_LIMITED', 'Too many requests.', { retry_after_seconds: retryAfterSeconds }),
  overloaded: () => problem('RGP.OVERLOADED', 'The service takes no more requests at the moment.'),
  unauthenticated: ({ reason, detail }, operationId) => unauthenticated(reason, detail, operationId),
  forbidden: ({ reason, detail }) => problem(reason === 'csrf' ? 'RGP.AUTH.CSRF' : 'RGP.RBAC.FORBIDDEN', detail),
  'missing-body': () => problem('validation_failed', 'The request needs a body.'),
  'malformed-body': ({ detail }) => problem('validation_failed', detail),
  'body-too-large': ({ limitBytes }) => problem('RGP.PAYLOAD_TOO_LARGE', `The body is larger than ${limitBytes} bytes.`),
  'unsupported-media-type': ({ accepted }) => problem('RGP.UNSUPPORTED_MEDIA_TYPE', `Send the body as ${accepted.join(' or ')}.`),
  'not-acceptable': ({ offered }) => problem('RGP.NOT_ACCEPTABLE', `Answers are ${offered.join(' or ')}.`),
  'invalid-request': ({ violations }, operationId) => invalidRequest(violations, operationId),
  timeout: () => problem('RGP.TIMEOUT', 'The answer was not ready in time.'),
  thrown: ({ error }, operationId) => domainRefusal(error, operationId),
  internal: () => problem('RGP.INTERNAL', 'The service failed to answer.'),
  // No operation of this API takes an idempotency key.
  'idempotency-key-missing': () => problem('RGP.INTERNAL', 'The service failed to answer.'),
  'idempotency-key-in-use': () => problem('RGP.INTERNAL', 'The service failed to answer.'),
  'idempotency-key-reused': () => problem('RGP.INTERNAL', 'The service failed to answer.'),
};

/** Every answer that is not a handler's own, as `application/problem+json`. The runtime adds `Allow`, `Retry-After` and the like. */
export const problems: Problems = (spelled, { operationId }) => spellings[spelled.code](spelled as never, operationId as OperationId | undefined);
