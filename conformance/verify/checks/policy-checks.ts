import { pointerTokens } from '../../../generator/load/json-pointer.ts';
import { headerOf, mediaTypeOf } from '../http/wire.ts';
import { isMembers } from '../phases/same-value.ts';
import { jsonOf } from '../phases/answers.ts';
import { responseFor } from '../subject.ts';
import type { Check, Exchange } from './check.ts';

const problemMembers = { type: 'string', title: 'string', status: 'number', detail: 'string', instance: 'string' } as const;

export const problemDetails: Check = {
  id: 'problem-details',
  severity: 'error',
  purpose: 'What says of itself that it is a problem is one: its members have their types, and `status` is the status (RFC 9457 section 3.1).',
  find: ({ response }) => {
    if (mediaTypeOf(response) !== 'application/problem+json' || response.body.length === 0) return [];
    const problem = jsonOf(response);
    if (!isMembers(problem)) return [{ message: 'a problem came that is no object', where: 'body' }];
    const wrong = Object.entries(problemMembers).filter(([name, type]) => Object.hasOwn(problem, name) && typeof problem[name] !== type);
    const isOther = typeof problem['status'] === 'number' && problem['status'] !== response.status;
    return [...wrong.map(([name, type]) => ({ message: `${name} of a problem is no ${type}`, where: name })), ...(isOther ? [{ message: `the problem says ${String(problem['status'])}, the status is ${response.status}`, where: 'status' }] : [])];
  },
};

export const duplicateParameter: Check = {
  id: 'duplicate-param-policy',
  severity: 'off',
  purpose: 'A query parameter that is not a list is refused where it comes twice.',
  find: (exchange) => taken(exchange, 'query a parameter twice'),
};

export const unknownQuery = 'unknown query';

export const unknownQueryParameter: Check = {
  id: 'unknown-query-policy',
  severity: 'off',
  purpose: 'A query parameter that the contract does not have is refused. It is sent only where this check is on.',
  find: (exchange) => taken(exchange, unknownQuery),
};

function taken({ case: { at, about }, response: { status } }: Exchange, keyword: string) {
  return at.keyword === keyword && status < 400 ? [{ message: `${about}: the answer was ${status}, not a refusal`, where: 'taken' }] : [];
}

export const errorPointsAtField: Check = {
  id: 'error-points-at-field',
  severity: 'off',
  purpose: 'A refusal of one wrong place names it.',
  find: ({ case: { expectation, at, about }, response: { status, body } }) => {
    if (expectation.kind !== 'rejected' || expectation.check !== 'invalid-rejected' || ![400, 422].includes(status)) return [];
    const name = pointerTokens(at.pointer).findLast((token) => !/^\d+$/.test(token));
    return name === undefined || body.includes(name) ? [] : [{ message: `${about}: the refusal does not name ${name}`, where: at.in }];
  },
};

export const retryAfter: Check = {
  id: 'rate-limit-429-retry-after',
  severity: 'warn',
  purpose: 'Where the contract has `Retry-After` for 429, it comes, as seconds or a date (RFC 9110 section 10.2.3).',
  find: ({ case: { operation }, response }) => {
    const isDeclared = response.status === 429 && responseFor(operation, 429)?.headers.some(({ name }) => name.toLowerCase() === 'retry-after') === true;
    const text = headerOf(response, 'retry-after');
    if (!isDeclared || (text !== undefined && (/^\d+$/.test(text) || !Number.isNaN(Date.parse(text))))) return [];
    return [{ message: text === undefined ? '429 came without Retry-After' : `Retry-After is neither seconds nor a date: ${text}`, where: 'retry-after' }];
  },
};

export const optionsCors: Check = {
  id: 'options-cors',
  severity: 'warn',
  purpose: 'What browsers are told of other origins holds together: no credentials for just any origin, and allowed methods have the one that there is (Fetch, section 3.2).',
  find: ({ case: { operation }, request, response }) => {
    const isAny = headerOf(response, 'access-control-allow-origin') === '*' && headerOf(response, 'access-control-allow-credentials') === 'true';
    const methods = request.method === 'OPTIONS' ? headerOf(response, 'access-control-allow-methods') : undefined;
    // These need not be named (Fetch, "CORS-safelisted method").
    const isNamed = methods === undefined || ['get', 'head', 'post'].includes(operation.method) || methods.split(',').some((method) => ['*', operation.method].includes(method.trim().toLowerCase()));
    return [...(isAny ? [{ message: 'credentials are allowed for the origin *, which browsers refuse', where: 'any' }] : []), ...(isNamed ? [] : [{ message: `Access-Control-Allow-Methods does not have ${operation.method.toUpperCase()}: ${methods}`, where: 'methods' }])];
  },
};
