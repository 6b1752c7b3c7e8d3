import { inLowerCase, limitHeaders } from './added-headers.ts';
import { headerTexts } from './header-text.ts';
import { RuntimeError } from '../errors.ts';
import type { ResponseRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Reply } from '../service.ts';

export type HeaderLines = readonly (readonly [name: string, value: string])[];

const noLines: HeaderLines = [];

/** Written by the runtime, from the body or on every answer. */
const written = new Set([
  'content-type', 'content-length', 'transfer-encoding', 'connection', 'date', 'x-request-id', 'x-content-type-options', 'strict-transport-security',
]);

/**
 * Every header line of an answer but those about its body, as text.
 * @throws RuntimeError `reply-invalid` for a name or value that would break out of its line, or that the header has no room for.
 */
export function headerLines(exchange: Exchange, { status, headers: own }: Reply): HeaderLines {
  if (own === undefined && exchange.answerHeaders === undefined && exchange.take === undefined) return noLines;
  const lines: [string, string][] = [];
  const headers = exchange.answerHeaders === undefined ? own : { ...exchange.answerHeaders, ...inLowerCase(own) };
  const limits = limitHeaders(exchange);
  for (const name in limits) lines.push([name, String(limits[name])]);
  const forms = headers === undefined ? undefined : exchange.operation.responses.find(status)?.headerForms;
  for (const name in headers) if (!written.has(name.toLowerCase())) addLines(lines, name, headers[name], forms);
  return lines;
}

function addLines(lines: [string, string][], name: string, value: unknown, forms: ResponseRow['headerForms']): void {
  if (value === undefined) return;
  for (const single of headerTexts(name, value, forms?.[name.toLowerCase()])) {
    if (!isToken.test(name) || breaksLine.test(single)) throw new RuntimeError('reply-invalid', `The header ${JSON.stringify(name)} has a name or value that HTTP cannot carry.`);
    lines.push([name, single]);
  }
}

/** RFC 9110 section 5.6.2. */
const isToken = /^[\w!#$%&'*+.^`|~-]+$/;

/** RFC 9110 section 5.5: no control characters, and nothing beyond a byte. */
const breaksLine = /[^\t\x20-\x7e\x80-\xff]/;
