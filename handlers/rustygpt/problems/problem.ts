import type { Reply } from 'specwright/runtime';

/** Every code of this API, with its status. */
const statuses = {
  validation_failed: 400,
  'RGP.SETUP.COMPLETED': 400,
  'RGP.OAUTH.STATE': 403,
  'RGP.OAUTH.DENIED': 403,
  'RGP.OAUTH.CODE': 403,
  'RGP.V1.INVALID_STOP': 400,
  'RGP.V1.INVALID_METADATA': 400,
  'RGP.V1.CANCEL_ROLE': 400,
  unauthorized: 401,
  'RGP.AUTH.INVALID_CREDENTIALS': 401,
  'RGP.AUTH.MISSING_SESSION': 401,
  'RGP.AUTH.INVALID_SESSION': 401,
  'RGP.AUTH.EXPIRED': 401,
  'RGP.AUTH.SUSPICIOUS': 401,
  'RGP.RBAC.FORBIDDEN': 403,
  'RGP.AUTH.CSRF': 403,
  'RGP.NOT_FOUND': 404,
  'RGP.METHOD_NOT_ALLOWED': 405,
  'RGP.NOT_ACCEPTABLE': 406,
  'RGP.CONFLICT': 409,
  'RGP.AUTH.ROTATION_REQUIRED': 409,
  'RGP.GONE': 410,
  'RGP.PAYLOAD_TOO_LARGE': 413,
  'RGP.UNSUPPORTED_MEDIA_TYPE': 415,
  invalid_request: 422,
  invalid_profile: 422,
  invalid_assignment: 422,
  'RGP.V1.TOO_DEEP': 422,
  'RGP.AUTH.DISABLED': 423,
  'RGP.RATE_LIMITED': 429,
  'RGP.INTERNAL': 500,
  'RGP.OAUTH.UPSTREAM': 502,
  'RGP.V1.UPSTREAM': 502,
  database_unavailable: 503,
  auth_unavailable: 503,
  'RGP.OAUTH.UNCONFIGURED': 503,
  'RGP.OVERLOADED': 503,
  'RGP.TIMEOUT': 504,
} as const;

export type ProblemCode = keyof typeof statuses;

/** Reason phrases (RFC 9110 section 15, RFC 4918 section 11.3, RFC 6585 section 4). */
const titles: Readonly<Record<(typeof statuses)[ProblemCode], string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  423: 'Locked',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** This API's way to say no (RFC 9457). */
export function problem(code: ProblemCode, message: string, details?: object): Reply {
  const status = statuses[code];
  return {
    status,
    contentType: 'application/problem+json',
    headers: { 'cache-control': 'no-store', ...demanded[status] },
    body: { type: `https://rustygpt.dev/problems/${code}`, title: titles[status], status, code, message, ...(details && { details }) },
  };
}

/** What HTTP demands with a status (RFC 9110 section 15.5.2); a service that is out of reach may be back at once. */
const demanded: Readonly<Partial<Record<number, Reply['headers']>>> = {
  401: { 'www-authenticate': 'session' },
  503: { 'retry-after': 1 },
};
