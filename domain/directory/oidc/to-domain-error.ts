import type { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { DomainError } from '../../errors.ts';

/** The provider's own words for "not now" (RFC 6749 section 4.1.2.1). */
const outages: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);

/** What is wrong with the provider or with how it was set up, not with what the caller brought. */
const providerFaults: ReadonlySet<string> = new Set([
  'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_PARSE_ERROR',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
  'OAUTH_REQUEST_PROTOCOL_FORBIDDEN',
]);

/** Errors of openid-client, by their codes, in the domain's words. Its own may hold tokens of the answer, so they are no `cause`. */
export function toDomainError(error: unknown): never {
  throw translate(error);
}

function translate(error: unknown): unknown {
  const own = causes(error).find((each) => each instanceof DomainError);
  if (own) return own;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string' || !code.startsWith('OAUTH_')) return error;
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return refusedSignIn((error as AuthorizationResponseError).error);
  if (code === 'OAUTH_RESPONSE_BODY_ERROR') return refusedRequest((error as ResponseBodyError).error);
  return providerFaults.has(code) ? misconfigured(code) : unfit(error as ClientError);
}

function refusedSignIn(code: string): DomainError {
  if (outages.has(code)) return new DomainError('unavailable', 'The directory cannot sign anybody in now.');
  return new DomainError('forbidden', 'The directory did not sign you in.');
}

function refusedRequest(code: string): DomainError {
  if (outages.has(code)) return new DomainError('unavailable', 'The directory cannot answer now.');
  if (['invalid_client', 'unauthorized_client', 'invalid_scope'].includes(code)) return misconfigured(code);
  return new DomainError('invalid_token', 'The directory does not take this any more.');
}

/** `cause` says which check failed, in the library's own words without any value. */
function unfit({ message, code }: ClientError): DomainError {
  const cause = new Error(`${code}: ${message}`);
  return new DomainError('invalid_token', 'What the directory sent back does not belong to this request.', { cause });
}

/** For the operator, who finds the word in the log. */
function misconfigured(code: string): DomainError {
  return new DomainError('upstream_failed', 'The directory refuses this service.', { cause: new Error(`the directory answered ${code}`) });
}

function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let next = error; next instanceof Error && found.length < 5; next = next.cause) found.push(next);
  return found;
}
