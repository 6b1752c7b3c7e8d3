import type { SecurityScheme } from '../../../generator/model/types.ts';
import { headerOf, mediaTypeOf } from '../http/wire.ts';
import { isSuccessStatus } from '../phases/answers.ts';
import type { Check, CheckDescription, Exchange, Fault } from './check.ts';

/** Statuses that say: this request is not as it has to be. */
const refusals = [400, 405, 406, 411, 414, 415, 422, 431];

export const validAccepted: Check = {
  id: 'valid-accepted',
  severity: 'error',
  purpose: 'A request that the contract allows is not refused as wrong. What a rule of the domain refuses is told by 403, 404, 409 and the like.',
  find: ({ case: { expectation, at, input }, response: { status, body }, plainStatus }) => {
    if (expectation.kind !== 'accepted' || !refusals.includes(status)) return [];
    // Some servers say with 400 what others say with 409.
    if (/already|taken|duplicate|in use|exists|must be unique/i.test(body.toString())) return [];
    // What is named in it may not be there, which some servers say with 400 or 422, too.
    if (input.isGuess === true && [400, 422].includes(status)) return [];
    // Where the plain request is refused already, nothing is learnt from others that are, too.
    if (at.keyword !== '' && status === plainStatus) return [];
    return [{ message: `a request that keeps to the contract was refused with ${status}`, where: String(status) }];
  },
};

export const invalidRejected = rejection({
  id: 'invalid-rejected',
  severity: 'error',
  purpose: 'A request that breaks the contract is refused with 4XX.',
});

export const missingRequiredHeader = rejection({
  id: 'missing-required-header',
  severity: 'error',
  purpose: 'A request without a header that the contract requires is refused with 4XX.',
});

export const rejectedAsInvalid: Check = {
  id: 'rejected-as-invalid',
  severity: 'warn',
  purpose: 'Where 400 or 422 is declared, a request that breaks the contract in one place is not answered like a right one that the domain refuses: by 401, 403, 404, 409 or 410.',
  find: ({ case: { expectation, about, at, operation }, response: { status }, plainStatus = 0 }) => {
    if (expectation.kind !== 'rejected' || expectation.check !== 'invalid-rejected' || !['body', 'query'].includes(at.in)) return [];
    const isTold = operation.responses.some((response) => response.status === '400' || response.status === '422');
    if (!isTold || !isSuccessStatus(plainStatus) || ![401, 403, 404, 409, 410].includes(status)) return [];
    return [{ message: `${about}: nobody noticed, the answer was ${status}`, where: at.keyword }];
  },
};

export const authSchemeDocumented: Check = {
  id: 'auth-scheme-documented',
  severity: 'warn',
  purpose: 'What a 401 asks for in WWW-Authenticate is a scheme that the operation has (RFC 9110 section 11.6.1).',
  find: ({ case: { operation, method }, response, subject }) => {
    const challenge = response.status === 401 && method === undefined ? /^(Bearer|Basic|Digest|Negotiate)\b/i.exec(headerOf(response, 'www-authenticate') ?? '')?.[1]?.toLowerCase() : undefined;
    const names = operation.security.flatMap((all) => all.map(({ scheme }) => scheme));
    const schemes = subject.contract.api.securitySchemes.filter(({ name }) => names.includes(name));
    if (challenge === undefined || schemes.length === 0 || schemes.some((scheme) => asksBy(scheme) === challenge || asksBy(scheme) === 'any')) return [];
    return [{ message: `the answer asks for ${challenge} credentials; declared are ${[...new Set(names)].join(', ')}`, where: challenge }];
  },
};

/** A key in the header `Authorization` may be of any scheme. */
function asksBy({ type, httpScheme = '', key = '' }: SecurityScheme): string {
  if (type === 'oauth2' || type === 'openIdConnect') return 'bearer';
  if (type === 'apiKey') return /^authorization$/i.test(key) ? 'any' : '';
  return type === 'http' ? httpScheme.toLowerCase() : type;
}

/** Of a domain that nobody can have (RFC 2606). */
export const strangeAddress = 'https://specwright.invalid/';

export const openRedirect: Check = {
  id: 'open-redirect',
  severity: 'warn',
  purpose: 'Nobody is sent to an address that just anybody wrote into the query (CWE-601).',
  find: ({ case: { at }, response }) => {
    const isSent = at.keyword.startsWith('redirect ') && response.status >= 300 && response.status < 400 && headerOf(response, 'location')?.startsWith(strangeAddress) === true;
    return isSent ? [{ message: `the answer redirects to ${strangeAddress}, as the query said`, where: at.keyword }] : [];
  },
};

export const noCoercion = rejection({
  id: 'no-coercion',
  severity: 'warn',
  purpose: 'A value of another type that looks like the right one, such as `"7"` for 7 in JSON, or null for nothing, is refused, too.',
});

export const malformedBody = rejection({
  id: 'malformed-body-400',
  severity: 'error',
  purpose: 'A body that is not what its media type says is refused with 400 or 422 (RFC 9110 section 15.5.1).',
});

export const unsupportedMediaType = rejection({
  id: 'unsupported-media-type-415',
  severity: 'error',
  purpose: 'A body of a media type that is not declared is refused, with 415 (RFC 9110 section 15.5.16).',
});

export const notAcceptable: Check = {
  id: 'not-acceptable-406',
  severity: 'error',
  purpose: 'Where 406 is declared, JSON is not the answer to a request for a media type that there is not (RFC 9110 section 15.5.7).',
  find: (exchange) => (isAsked(exchange, 'not-acceptable-406') && /[/+]json$/.test(mediaTypeOf(exchange.response) ?? '') ? judge(exchange) : []),
};

export const authEnforced = rejection({
  id: 'auth-enforced',
  severity: 'error',
  purpose: 'Where the contract asks for credentials nobody gets in without them or with wrong ones: 401 or 403 (RFC 9110 section 15.5.2).',
});

export const crossTenantDenied = rejection({
  id: 'cross-tenant-denied',
  severity: 'error',
  purpose: 'What somebody made is not reached by somebody else, who does not have it in a list either: 403 or 404 (OWASP API1:2023). Needs a second person (`--auth`).',
});

export const notFound = rejection({
  id: 'not-found',
  severity: 'error',
  purpose: 'Where 404 is declared, and ids are the server\'s to give, what nobody has made is not there (RFC 9110 section 15.5.5).',
});

export const methodNotAllowed = rejection({
  id: 'method-not-allowed',
  severity: 'error',
  purpose: 'A method that a path does not have is refused, with 405 (RFC 9110 section 15.5.6).',
});

export const allowHeader: Check = {
  id: 'allow-header',
  severity: 'error',
  purpose: 'An answer with 405 lists the methods that there are in Allow, and so does one to OPTIONS that has it (RFC 9110 section 10.2.1).',
  find: ({ case: { operation }, request, response }) => {
    const isAnswer = request.method === 'OPTIONS' && isSuccessStatus(response.status);
    if (response.status !== 405 && !isAnswer) return [];
    const allow = headerOf(response, 'allow');
    if (allow === undefined) return isAnswer ? [] : [{ message: 'status 405 came without Allow' }];
    const methods = allow.split(',').map((method) => method.trim().toLowerCase());
    return methods.includes(operation.method) ? [] : [{ message: `Allow does not list ${operation.method.toUpperCase()}: ${allow}` }];
  },
};

/** A request was sent that has to be refused. Another refusal than the usual one still is one. */
function rejection(check: CheckDescription): Check {
  return { ...check, find: (exchange) => (isAsked(exchange, check.id) ? judge(exchange) : []) };
}

function isAsked({ case: { expectation } }: Exchange, id: string): boolean {
  return expectation.kind === 'rejected' && expectation.check === id;
}

function judge({ case: { about }, response: { status } }: Exchange): Fault[] {
  return status < 400 ? [{ message: `${about}: the answer was ${status}, not a refusal`, where: 'taken' }] : [];
}

/** Kept apart, as a refusal with another status is a matter of taste rather than a hole. */
export const usualRefusal: Check = {
  id: 'usual-refusal',
  severity: 'warn',
  purpose: 'A refusal has the status that HTTP has for its reason: 401, 405, 415 and so on (RFC 9110 section 15.5).',
  find: ({ case: { expectation, about, operation }, response: { status } }) => {
    if (expectation.kind !== 'rejected' || expectation.usual === undefined || status < 400 || status >= 500) return [];
    // What the contract says in so many words is right.
    if (operation.responses.some((response) => response.status === String(status))) return [];
    // Who is not let in learns no more: 401, 403 and 404 may come before anything else. So may 429.
    return expectation.usual.includes(status) || [401, 403, 404, 429].includes(status) ? [] : [{ message: `${about}: refused with ${status}, usual is ${expectation.usual.join(' or ')}`, where: String(status) }];
  },
};
