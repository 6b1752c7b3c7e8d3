import { exactJson } from '../../load/exact-integer.ts';
import type { Operation } from '../../model/types.ts';
import { brokenBodies } from './broken-bodies.ts';
import type { ContractCase, SampleBody, SampleRequest } from './contract-case.ts';
import { sampleBodies, sentValue } from './sample-body.ts';
import { requestUrl, sampleRequest } from './sample-request.ts';
import type { SchemaTools } from './schema-tools.ts';
import { brokenParameters } from './violations.ts';

const largestBodySent = 4 * 1024 * 1024;

/** Every case of an operation that follows from the contract alone. */
export function operationCases(operation: Operation, tools: SchemaTools): ContractCase[] {
  const sample = sampleRequest(operation, tools);
  if (sample === undefined) return [];
  const toCase = caseMaker(operation, tools);
  return [
    ...goodCases(operation, sample, toCase),
    ...signInCases(operation, sample, toCase),
    ...bodyCases(operation, sample, tools, toCase),
    ...violationCases(operation, sample, tools, toCase),
  ];
}

type Difference = Partial<Omit<ContractCase, 'operation' | 'title'>>;
type CaseMaker = (title: string, request: SampleRequest, expect: readonly number[], difference?: Difference) => ContractCase;

function caseMaker(operation: Operation, tools: SchemaTools): CaseMaker {
  const { id, method, path } = operation;
  return (title, request, expect, difference = {}) => ({
    operation: id,
    title,
    method: method.toUpperCase(),
    url: requestUrl(path, request),
    headers: { ...request.headers, ...(request.body?.content.codec === 'json' ? { 'content-type': request.body.type } : {}) },
    ...(request.body === undefined ? {} : written(request.body, tools)),
    signedIn: isSecured(operation) ? 'valid' : 'not',
    expect,
    ...difference,
  });
}

function written({ content, type, value }: SampleBody, tools: SchemaTools): Difference {
  return content.codec === 'json' ? { body: exactJson(value) } : { value: sentValue({ content, value }, tools), type };
}

function isSecured({ security }: Operation): boolean {
  return security.length > 0 && security.every((alternative) => alternative.length > 0);
}

/** Statuses of a list that the operation declares, by themselves, by their range or by `default`; the whole list where it declares none. */
function declaredOf({ responses }: Operation, statuses: readonly number[]): readonly number[] {
  const keys = new Set(responses.map(({ status }) => status));
  const declared = statuses.filter((status) => [`${status}`, `${Math.floor(status / 100)}XX`, 'default'].some((key) => keys.has(key)));
  return declared.length > 0 ? declared : statuses;
}

/** The first status of a list that the operation declares; one declared by itself comes before others. */
function preferredOf(operation: Operation, statuses: readonly number[]): readonly number[] {
  const exact = statuses.filter((status) => operation.responses.some((response) => response.status === String(status)));
  return [...exact, ...declaredOf(operation, statuses)].slice(0, 1);
}

/** 415 where the operation declares it or leaves it open, else what it says of bad requests. */
function otherMediaStatuses(operation: Operation): readonly number[] {
  const isOpen = operation.responses.some(({ status }) => status === '4XX' || status === 'default');
  return [...new Set([...(isOpen ? [415] : []), ...preferredOf(operation, [415, 400, 422])])];
}

/** Only what anyone may ask without knowing of anything that exists. */
function goodCases(operation: Operation, sample: SampleRequest, toCase: CaseMaker): ContractCase[] {
  const success = operation.responses.flatMap(({ status }) => (/^2\d\d$/.test(status) ? [Number(status)] : []));
  if (
    isSecured(operation) ||
    mayWantSignIn(operation) ||
    operation.method !== 'get' ||
    operation.parameters.some(({ required }) => required) ||
    success.length === 0
  )
    return [];
  return [toCase('is answered as declared', sample, success)];
}

/** Where signing in is optional, and who does not may be told to. */
function mayWantSignIn({ security, responses }: Operation): boolean {
  return security.length > 0 && responses.some(({ status }) => status === '401');
}

function signInCases(operation: Operation, sample: SampleRequest, toCase: CaseMaker): ContractCase[] {
  if (!isSecured(operation)) return [];
  return [
    toCase('without credentials', sample, preferredOf(operation, [401, 403]), { signedIn: 'not' }),
    toCase('with credentials of another scheme', sample, preferredOf(operation, [401, 403]), { signedIn: 'otherwise' }),
    toCase('with garbled credentials', sample, declaredOf(operation, [401, 422]), { signedIn: 'garbled' }),
  ];
}

function bodyCases(operation: Operation, sample: SampleRequest, tools: SchemaTools, toCase: CaseMaker): ContractCase[] {
  const { body, limits } = operation;
  if (body === undefined || sample.body === undefined) return [];
  const bodiless = { path: sample.path, query: sample.query, headers: sample.headers };
  const invalid = declaredOf(operation, [400, 422]);
  const isOpen = body.contents.some(({ mediaType }) => /^(?:\*|application\/\*)/.test(mediaType));
  const headers = headersOf(sample.body, sample.headers);
  return [
    ...(body.required ? [toCase('without its body', bodiless, invalid)] : []),
    ...malformedCases(sample.body, bodiless, invalid, toCase),
    ...(isOpen
      ? []
      : [toCase('with a body of another media type', bodiless, otherMediaStatuses(operation), { body: textOf(sample.body), headers: { ...sample.headers, 'content-type': 'application/x-unknown' } })]),
    ...(limits.bodyBytes < largestBodySent
      ? [toCase('with a body that is too large', bodiless, declaredOf(operation, [413]), { bodyBytes: limits.bodyBytes + 1, headers })]
      : []),
    ...sampleBodies(body, tools).flatMap((own, index) => brokenCases(operation, { ...sample, body: own }, tools, index > 0, toCase)),
  ];
}

function textOf({ content, value }: SampleBody): string {
  return content.codec === 'json' ? exactJson(value) : 'a';
}

/** The boundary of a multipart body has to be said. */
function headersOf({ content, type }: SampleBody, headers: SampleRequest['headers']): SampleRequest['headers'] {
  return { ...headers, 'content-type': content.codec === 'multipart' ? `${type}; boundary=a` : type };
}

function malformedCases(body: SampleBody, request: SampleRequest, expect: readonly number[], toCase: CaseMaker): ContractCase[] {
  const headers = headersOf(body, request.headers);
  switch (body.content.codec) {
    case 'json': return [toCase('with a body that is no JSON', request, expect, { body: '{"', headers })];
    case 'json-lines': return [toCase('with a line that is no JSON', request, expect, { body: '{"\n', headers })];
    case 'multipart': return [toCase('with a body that breaks off', request, expect, { body: '--a\r\n', headers })];
    default: return [];
  }
}

/** Those of another media type than the first say so. */
function brokenCases(operation: Operation, request: SampleRequest & { readonly body: SampleBody }, tools: SchemaTools, isOther: boolean, toCase: CaseMaker): ContractCase[] {
  const { type } = request.body;
  return brokenBodies(request.body, tools).map(({ title, value, isTooLarge }) => {
    const expect = declaredOf(operation, isTooLarge === true ? [413] : [400, 422]);
    return toCase(isOther ? `${title} (${type})` : title, { ...request, body: { ...request.body, value } }, expect);
  });
}

/** What a path parameter cannot be cannot exist either: an API may answer 404. */
function violationCases(operation: Operation, sample: SampleRequest, tools: SchemaTools, toCase: CaseMaker): ContractCase[] {
  return brokenParameters(operation, sample, tools).map(({ title, request, isPath }) =>
    toCase(title, request, declaredOf(operation, isPath ? [400, 404, 422] : [400, 422])),
  );
}
