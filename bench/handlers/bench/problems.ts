import type { Problem, Problems } from 'specwright/runtime';

const statuses = {
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
  'invalid-request': 400,
  'idempotency-key-missing': 400,
  'idempotency-key-in-use': 409,
  'idempotency-key-reused': 422,
  timeout: 503,
  thrown: 500,
  internal: 500,
} satisfies Record<Problem['code'], number>;

/** Every answer that is not a handler's own, in this API's spelling. */
export const problems: Problems = (problem) => {
  if (problem.code === 'thrown') return undefined;
  return { status: statuses[problem.code], body: { error: problem.code, ...details(problem) } };
};

function details(problem: Problem): object {
  if (problem.code === 'invalid-request') return { violations: problem.violations.map(({ pointer, message }) => ({ pointer, message })) };
  return 'detail' in problem ? { message: problem.detail } : {};
}
