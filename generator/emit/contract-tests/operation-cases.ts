import type { Operation } from '../../model/types.ts';
import type { ContractCase, SampleRequest } from './contract-case.ts';
import { jsonContent, requestUrl, sampleRequest } from './sample-request.ts';
import type { SchemaTools } from './schema-tools.ts';
import { brokenBodies, brokenParameters } from './violations.ts';

const largestBodySent = 4 * 1024 * 1024;

/** Every case of an operation that follows from the contract alone. */
export function operationCases(operation: Operation, tools: SchemaTools): ContractCase[] {
  const sample = sampleRequest(operation, tools);
  if (sample === undefined) return [];
  const toCase = caseMaker(operation);
  return [
    ...goodCases(operation, sample, toCase),
    ...signInCases(operation, sample, toCase),
    ...bodyCases(operation, sample, tools, toCase),
    ...violationCases(operation, sample, tools, toCase),
  ];
}

type Difference = Partial<Omit<ContractCase, 'operation' | 'title'>>;
type CaseMaker = (title: string, request: SampleRequest, expect: readonly number[], difference?: Difference) => ContractCase;

function caseMaker(operation: Operation): CaseMaker {
  const { id, method, path, body } = operation;
  const mediaType = body && jsonContent(body)?.mediaType;
  return (title, request, expect, difference = {}) => ({
    operation: id,
    title,
    method: method.toUpperCase(),
    url: requestUrl(path, request),
    headers: {
      ...request.headers,
      ...(mediaType !== undefined && request.body !== undefined ? { 'content-type': mediaType } : {}),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signedIn: isSecured(operation) ? 'valid' : 'not',
    expect,
    ...difference,
  });
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
  const type = { ...sample.headers, 'content-type': jsonContent(body)?.mediaType ?? '' };
  return [
    ...(body.required ? [toCase('without its body', bodiless, invalid)] : []),
    toCase('with a body that is no JSON', sample, invalid, { body: '{"', headers: type }),
    toCase('with a body of another media type', sample, otherMediaStatuses(operation), {
      headers: { ...sample.headers, 'content-type': 'application/x-unknown' },
    }),
    ...(limits.bodyBytes < largestBodySent
      ? [
          toCase('with a body that is too large', bodiless, declaredOf(operation, [413]), {
            bodyBytes: limits.bodyBytes + 1,
            headers: type,
          }),
        ]
      : []),
    ...brokenBodies(jsonContent(body)?.schema ?? true, sample.body, tools).map(({ title, value }) =>
      toCase(title, { ...sample, body: value }, invalid),
    ),
  ];
}

/** What a path parameter cannot be cannot exist either: an API may answer 404. */
function violationCases(operation: Operation, sample: SampleRequest, tools: SchemaTools, toCase: CaseMaker): ContractCase[] {
  return brokenParameters(operation, sample, tools).map(({ title, request, isPath }) =>
    toCase(title, request, declaredOf(operation, isPath ? [400, 404, 422] : [400, 422])),
  );
}
