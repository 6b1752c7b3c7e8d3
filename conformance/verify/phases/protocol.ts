import type { Content, Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Expectation, type Input } from '../case.ts';
import { unknownQuery } from '../checks/policy-checks.ts';
import { strangeAddress } from '../checks/request-checks.ts';
import { saysAllValues } from '../http/write-body.ts';
import { collectionOf } from '../known-values.ts';
import { isOpen, type Subject } from '../subject.ts';
import { oddCases } from './oddities.ts';

const allMethods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** What depends on what the user gave: credentials, and whether queries are to be refused that the contract does not have. */
export interface Asked {
  readonly wrongly: readonly WrongCaller[];
  readonly sendsUnknown: boolean;
}

/** What HTTP itself asks for: credentials, media types, methods, syntax. */
export function* protocolCases(operation: Operation, input: Input, subject: Subject, { wrongly, sendsUnknown }: Asked): Generator<Case> {
  const { operations } = subject;
  yield* bodyCases(operation, input);
  yield* missingCases(operation, input, subject);
  yield* queryCases(operation, input);
  if (sendsUnknown) yield { ...make(operation, input, 'a query parameter that there is not', unknownQuery, { kind: 'anything' }), rawQuery: 'specwright-unknown=1' };
  yield* redirectCases(operation, input, subject);
  yield* acceptCases(operation, input);
  if (!isOpen(operation)) yield* callerCases(operation, input, operations, wrongly);
  yield* methodCases(operation, input, operations);
  yield* oddCases(operation, input, subject);
}

function* bodyCases(operation: Operation, input: Input): Generator<Case> {
  const { body } = operation;
  if (body === undefined) return;
  const [json] = body.contents.filter(({ codec }) => codec === 'json');
  if (json !== undefined) {
    yield raw(operation, input, json, '{"a":', 'JSON that breaks off');
    yield raw(operation, input, json, Buffer.from([0x22, 0xff, 0xfe, 0x22]), 'bytes that are no UTF-8');
  }
  if (!body.contents.some(({ mediaType }) => mediaType === '*/*')) {
    const bytes = Buffer.from('specwright');
    const changed = { ...input, body: { mediaType: 'application/x-specwright-unknown', bytes } };
    yield make(operation, changed, 'a body of a media type that is not declared', 'content-type', rejected('unsupported-media-type-415', [415]));
    yield* disguised(operation, input);
  }
  if (body.required) {
    yield make(operation, withoutBody(input), 'no body', 'body', rejected('invalid-rejected'));
  }
}

/** Where the contract says that other media types are refused, what would be right as JSON is, too. */
function* disguised(operation: Operation, input: Input): Generator<Case> {
  const { body } = input;
  if (body === undefined || !('content' in body) || !saysAllValues(body.content) || !operation.responses.some(({ status }) => status === '415')) return;
  yield { ...make(operation, input, 'a right body that is said to be of another media type', 'content-type said', rejected('unsupported-media-type-415', [415])), extraHeaders: { 'content-type': 'application/x-specwright-unknown' } };
}

function raw(operation: Operation, input: Input, content: Content, bytes: string | Buffer, about: string): Case {
  const body = { mediaType: content.mediaType, bytes: Buffer.from(bytes) };
  return make(operation, { ...input, body }, about, 'malformed', rejected('malformed-body-400', [400, 422]));
}

const nobody = ['specwright-nobody', '00000000-0000-4000-8000-000000000000', 987_654_321, 'zzzzzzzz', 9999];

/** A thing that there is not: what is answered then has to be declared, too. Where the server makes the ids, it is not there. */
function* missingCases(operation: Operation, input: Input, subject: Subject): Generator<Case> {
  const last = operation.parameters.findLast(({ in: place, name }) => place === 'path' && operation.path.includes(`{${name}}`));
  const id = last && nobody.find((value) => subject.accepts(last, value) && value !== input.path[last.name]);
  if (last === undefined || id === undefined) return;
  const isMade = subject.operations.some(({ method, path }) => method === 'post' && path === collectionOf(operation.path, last.name));
  const isGone = operation.method === 'get' && isMade && operation.responses.some(({ status }) => status === '404');
  yield make(operation, { ...input, path: { ...input.path, [last.name]: id } }, `${last.name} of a thing that there is not`, 'missing', isGone ? rejected('not-found') : { kind: 'anything' });
}

/** What a query may look like that means nothing; whether it is refused is not said anywhere, but with which status is. */
function* queryCases(operation: Operation, input: Input): Generator<Case> {
  const parameter = operation.parameters.find(({ in: place, shape }) => place === 'query' && !shape.types.includes('array') && !shape.types.includes('object'));
  if (parameter === undefined) return;
  const name = encodeURIComponent(parameter.name);
  for (const [about, query] of [
    ['a query that is not encoded as it has to be', `${name}=%zz`],
    ['a query that is no UTF-8', `${name}=%ff`],
    ['a parameter twice', `${name}=1&${name}=2`],
  ] as const)
    yield { ...make(operation, { ...input, query: { ...input.query, [parameter.name]: undefined } }, about, `query ${about}`, { kind: 'anything' }), rawQuery: query };
}

/** Where somebody is to land afterwards must not be just anywhere. */
function* redirectCases(operation: Operation, input: Input, subject: Subject): Generator<Case> {
  for (const parameter of operation.parameters) {
    if (parameter.in !== 'query' || !/redirect|return|continue|^next$|_url$|Url$|^url$/.test(parameter.name) || !subject.accepts(parameter, strangeAddress)) continue;
    const changed = { ...input, query: { ...input.query, [parameter.name]: strangeAddress } };
    yield make(operation, changed, `${parameter.name} names an address of somebody else`, `redirect ${parameter.name}`, { kind: 'anything' });
  }
}

/** A server may ignore Accept (RFC 9110 section 12.5.1); the answer has to be a declared one in any case. */
function* acceptCases(operation: Operation, input: Input): Generator<Case> {
  if (!operation.responses.some(({ contents }) => contents.length > 0)) return;
  const about = 'Accept names a media type that nobody has';
  const isDeclared = operation.responses.some(({ status }) => status === '406');
  yield { ...make(operation, input, about, 'accept', isDeclared ? rejected('not-acceptable-406', [406]) : { kind: 'anything' }), extraHeaders: { accept: 'application/x-specwright-unknown' } };
}

function* callerCases(operation: Operation, input: Input, operations: readonly Operation[], wrongly: readonly WrongCaller[]): Generator<Case> {
  const refused = { kind: 'rejected', check: 'auth-enforced', usual: [401, 403] } as const;
  yield { ...make(operation, input, 'no credentials', 'security', refused), caller: 'nobody' };
  yield* inTurn(wrongly, operations, operation).map((caller): Case => ({ ...make(operation, input, wrong[caller], `security ${caller}`, refused), caller }));
}

const wrong = { garbled: 'credentials with one letter changed', longer: 'credentials with other letters at the end', unsigned: 'a token whose signature was taken away' } as const;
export type WrongCaller = keyof typeof wrong;

/** In turn: who looks at credentials seldom does so in another way for each operation. */
function inTurn(kinds: readonly WrongCaller[], operations: readonly Operation[], operation: Operation): readonly WrongCaller[] {
  const closed = operations.filter((each) => !isOpen(each));
  return closed.length < kinds.length ? kinds : kinds.filter((_, index) => index === closed.indexOf(operation) % kinds.length);
}

function* methodCases(operation: Operation, input: Input, operations: readonly Operation[]): Generator<Case> {
  const siblings = operations.filter(({ path }) => shapeOf(path) === shapeOf(operation.path));
  if (siblings[0] !== operation) return;
  if (!siblings.some(({ method }) => method === 'options')) yield { ...make(operation, withoutBody(input), 'OPTIONS', 'method options', { kind: 'anything' }), method: 'options' };
  const methods = allMethods.filter((method) => !siblings.some((each) => each.method === method));
  // Another template may take the same request: then its methods are answered, too.
  const others = operations.filter(({ path }) => !siblings.some((each) => each.path === path) && mayMeet(path, operation.path)).map(({ method }) => method);
  for (const method of methods.filter((each) => !others.some((other) => other === each)).slice(0, 2))
    yield { ...make(operation, withoutBody(input), `${method.toUpperCase()}, which is not declared`, `method ${method}`, rejected('method-not-allowed', [405])), method };
}

function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}

function mayMeet(a: string, b: string): boolean {
  const [one, two] = [a.split('/'), b.split('/')];
  return one.length === two.length && one.every((segment, index) => segment.includes('{') || (two[index] ?? '').includes('{') || segment === two[index]);
}

function rejected(check: string, usual?: readonly number[]): Expectation {
  return { kind: 'rejected', check, ...(usual === undefined ? {} : { usual }) };
}

function make(operation: Operation, input: Input, about: string, keyword: string, expectation: Expectation): Case {
  return { ...plainCase(operation, input, 'protocol'), about, at: { in: 'request', pointer: '', keyword }, expectation };
}

function withoutBody({ path, query, headers, cookies }: Input): Input {
  return { path, query, headers, cookies };
}
