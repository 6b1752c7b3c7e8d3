import type { Content, Header } from '../../../generator/model/types.ts';
import { readJson } from '../http/read-json.ts';
import { headerOf, mediaTypeOf, type WireResponse } from '../http/wire.ts';
import { responseFor } from '../subject.ts';
import type { Check, Exchange, Fault } from './check.ts';
import { headerFaults } from './header-value.ts';

/** Whether the operation's own answers are what came: not for methods that it does not have. */
function isOwn({ case: { method, operation } }: Exchange): boolean {
  return method === undefined || method === operation.method;
}

function declaredFor({ case: { operation }, response }: Exchange) {
  return responseFor(operation, response.status);
}

export const noServerError: Check = {
  id: 'no-server-error',
  severity: 'error',
  purpose: 'No request makes the server fail: 5XX only where the contract has it (RFC 9110 section 15.6).',
  find: (exchange) => {
    const { status } = exchange.response;
    const isPromised = exchange.case.operation.responses.some((response) => response.status === String(status) && status !== 500);
    // Where the plain request fails already, others that fail, too, say nothing new.
    const isKnown = exchange.plainStatus === status && exchange.case.at.keyword !== '';
    return status >= 500 && !isPromised && !isKnown ? [{ message: `the server failed with ${status}` }] : [];
  },
};

export const statusDocumented: Check = {
  id: 'status-documented',
  severity: 'error',
  purpose: 'Every status that comes is in the contract: itself, its range or `default` (OpenAPI 3.1, "Responses Object").',
  find: (exchange) => {
    const { status } = exchange.response;
    if (!isOwn(exchange) || status >= 500 || isOfHttp(exchange)) return [];
    return undeclaredStatus(exchange);
  },
};

export const protocolStatusDocumented: Check = {
  id: 'protocol-status-documented',
  severity: 'off',
  purpose: 'Statuses by which HTTP refuses a request before anybody looks at what it means (406, 415 and the like) are in the contract, too.',
  find: (exchange) => (isOwn(exchange) && isOfHttp(exchange) ? undeclaredStatus(exchange) : []),
};

/** Refusals that depend on headers and syntax alone. */
function isOfHttp({ case: { phase }, response: { status } }: Exchange): boolean {
  return phase === 'protocol' && [405, 406, 411, 413, 414, 415, 431].includes(status);
}

function undeclaredStatus(exchange: Exchange): Fault[] {
  const { status } = exchange.response;
  if (declaredFor(exchange) !== undefined) return [];
  const known = exchange.case.operation.responses.map((response) => response.status).join(', ');
  return [{ message: `status ${status} is not declared; declared are ${known}`, where: String(status) }];
}

export const contentType: Check = {
  id: 'content-type',
  severity: 'error',
  purpose: 'The media type of an answer is a declared one, and a body without declaration is none (OpenAPI 3.1, "Response Object").',
  find: (exchange) => {
    const declared = declaredFor(exchange);
    if (!isOwn(exchange) || declared === undefined || hasNoBody(exchange)) return [];
    const came = mediaTypeOf(exchange.response);
    if (declared.contents.length === 0 || findContent(declared.contents, came) !== undefined) return [];
    const names = declared.contents.map(({ mediaType }) => mediaType).join(', ');
    return [{ message: `${came ?? 'no media type'} came with status ${exchange.response.status}, declared is ${names}`, where: String(came), at: declared.at }];
  },
};

export const responseSchema: Check = {
  id: 'response-schema',
  severity: 'error',
  purpose: 'The body of an answer is valid by its schema (OpenAPI 3.1, "Media Type Object").',
  find: (exchange) => {
    const declared = declaredFor(exchange);
    const { response, subject } = exchange;
    if (!isOwn(exchange) || declared === undefined || hasNoBody(exchange)) return [];
    const content = findContent(declared.contents, mediaTypeOf(response));
    if (content?.schema === undefined || response.isCut) return [];
    const isText = content.codec === 'text' && content.shape?.types.includes('string') === true;
    if (content.codec !== 'json' && !isText) return [];
    const parsed = isText ? { value: response.body.toString() } : parse(response);
    if (parsed === undefined) return [{ message: 'the body is no JSON', where: 'syntax', at: content.at }];
    const [first] = subject.contract.schemas.errors(subject.sitesOf(content), parsed.value);
    if (first === undefined) return [];
    const place = first.instancePath === '' ? 'the body' : first.instancePath;
    return [{ message: `${place} ${first.message ?? 'is not valid'}${detailOf(first)}`, where: `${first.instancePath.replace(/\/\d+/g, '/*')} ${first.keyword}`, at: content.at }];
  },
};

export const responseHeaders: Check = {
  id: 'response-headers',
  severity: 'error',
  purpose: 'Required headers are there, and declared ones are valid by their schema (OpenAPI 3.1, "Header Object").',
  find: (exchange) => {
    const declared = declaredFor(exchange);
    if (!isOwn(exchange) || declared === undefined) return [];
    return declared.headers.filter(({ name }) => name.toLowerCase() !== 'content-type').flatMap((header) => faultsOf(header, exchange));
  },
};

function faultsOf(header: Header, { response, subject }: Exchange): Fault[] {
  const text = headerOf(response, header.name);
  if (text === undefined)
    return header.required ? [{ message: `the header ${header.name} is missing from status ${response.status}`, where: header.name, at: header.at }] : [];
  return headerFaults(header, text, subject);
}

export const noBody: Check = {
  id: 'no-body-on-204-304-HEAD',
  severity: 'error',
  purpose: 'Where HTTP has no body, none is announced (RFC 9110 sections 6.4.1, 8.6, 15.3.5, 15.4.5).',
  find: ({ request, response: { status, body, headers } }) => {
    if (request.method !== 'HEAD' && status !== 204 && status !== 304) return [];
    const announced = status === 204 && Number(headers['content-length']?.[0] ?? 0) > 0;
    return body.length > 0 || announced ? [{ message: `status ${status} to ${request.method} came with a body` }] : [];
  },
};

export const noStackLeak: Check = {
  id: 'no-stack-leak',
  severity: 'error',
  purpose: 'No answer shows the program behind it: stack traces, paths of source files, SQL (OWASP API8:2023).',
  find: ({ response }) => {
    const text = response.body.toString();
    const texts = [text, text.replaceAll('\\n', '\n')];
    const found = response.status >= 400 && leaks.find(({ pattern }) => texts.some((each) => pattern.test(each)));
    return found ? [{ message: `the answer shows ${found.what}`, where: found.what }] : [];
  },
};

const leaks = [
  { what: 'a stack trace', pattern: /\n\s+at .+[(:]\S*:\d+:\d+|Traceback \(most recent call last\)|^\s+at [\w.$]+\([\w]+\.java:\d+\)/m },
  { what: 'the path of a source file', pattern: /\/(?:home|usr|app|srv|var)\/\S+\.(?:js|mjs|cjs|ts|py|rb|go|java|php)\b/ },
  { what: 'SQL', pattern: /\bsyntax error at or near\b|\bSQLSTATE\b|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"']{0,200}\b(?:FROM|VALUES|SET|WHERE)\b/ },
];

function hasNoBody({ request, response }: Exchange): boolean {
  return request.method === 'HEAD' || response.status === 204 || response.status === 304 || (response.body.length === 0 && mediaTypeOf(response) === undefined);
}

/** The most specific declaration of a media type: itself, then its range. */
export function findContent(contents: readonly Content[], came: string | undefined): Content | undefined {
  const bare = (content: Content) => content.mediaType.split(';')[0]?.trim().toLowerCase();
  const range = came === undefined ? '' : `${came.split('/')[0] ?? ''}/*`;
  return contents.find((content) => bare(content) === came) ?? contents.find((content) => [range, '*/*'].includes(bare(content) ?? ''));
}

function parse({ body }: WireResponse): { readonly value: unknown } | undefined {
  try {
    return { value: readJson(body.toString()) };
  } catch {
    return undefined;
  }
}

function detailOf({ keyword, params }: { readonly keyword: string; readonly params: Readonly<Record<string, unknown>> }): string {
  const detail = keyword === 'enum' ? params['allowedValues'] : keyword === 'additionalProperties' ? params['additionalProperty'] : params['unevaluatedProperty'];
  return detail === undefined ? '' : `: ${JSON.stringify(detail)}`;
}
