import type { Problem, Problems, Reply } from 'specwright/runtime';
import { domainRefusal } from './problems/domain-refusal.ts';
import { invalidRequest } from './problems/invalid-request.ts';
import type { OperationId } from './problems/operation-id.ts';
import { refuse } from './problems/refuse.ts';
import { unauthenticated } from './problems/unauthenticated.ts';

type Spellings = {
  readonly [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>, operationId: OperationId | undefined) => Reply | undefined;
};

const spellings: Spellings = {
  'route-not-found': () => refuse(404, 'Not found'),
  'method-not-allowed': () => refuse(405, 'Method not allowed'),
  'malformed-request': () => refuse(400, 'Invalid request'),
  'rate-limited': () => refuse(429, 'Too many requests'),
  overloaded: () => refuse(503, 'Service unavailable'),
  unauthenticated: ({ reason }) => unauthenticated(reason),
  forbidden: () => refuse(403, 'Forbidden'),
  'missing-body': () => refuse(400, 'Missing JSON in request'),
  'malformed-body': () => refuse(400, 'Malformed JSON in request'),
  'body-too-large': () => refuse(413, 'Request body too large'),
  // The reference knows no 415: a request with something else than JSON has no JSON in it.
  'unsupported-media-type': () => refuse(400, 'Missing JSON in request'),
  'not-acceptable': () => refuse(406, 'Not acceptable'),
  'invalid-request': ({ violations }, operationId) => invalidRequest(violations, operationId),
  'idempotency-key-missing': () => refuse(400, 'Invalid request'),
  'idempotency-key-in-use': () => refuse(409, 'A request with this Idempotency-Key is still in progress'),
  'idempotency-key-reused': () => refuse(422, 'Idempotency-Key was used with a different request'),
  timeout: () => refuse(504, 'Request timed out'),
  thrown: ({ error }, operationId) => domainRefusal(error, operationId),
  internal: () => refuse(500, 'Internal server error'),
};

/** The reference's texts to the letter, and in its manner where it has none. The runtime adds `Allow`, `Retry-After` and the like. */
export const problems: Problems = (problem, { operationId }) => spellings[problem.code](problem as never, operationId as OperationId | undefined);
