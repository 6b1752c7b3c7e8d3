import type { Located } from '../load/located.ts';
import { readContents } from './read-contents.ts';
import { readHeaders } from './read-headers.ts';
import type { Reading } from './reading.ts';
import type { Body, Response } from './types.ts';

/** `requestBody` of an operation. */
export function readBody(item: Located | undefined, reading: Reading): Body | undefined {
  const located = reading.follow(item, 'request-body');
  if (located === undefined) return undefined;
  const contents = readContents(located.get('content'), 'request', reading);
  return { kind: 'body', required: located.flag('required'), contents, at: located.position };
}

/** `responses` of an operation: exact statuses first, then ranges, then `default`. */
export function readResponses(responses: Located | undefined, reading: Reading): Response[] {
  const found = (reading.follow(responses)?.members() ?? []).flatMap(([status, item]) => {
    const located = status.startsWith('x-') ? undefined : reading.follow(item, 'response');
    const range = /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status;
    return located === undefined ? [] : [reading.once(`response ${range}`, located, () => readResponse(range, located, reading))];
  });
  return found.sort((a, b) => rank(a.status) - rank(b.status) || (a.status < b.status ? -1 : 1));
}

function rank(status: string): number {
  if (status === 'default') return 2;
  return status.endsWith('XX') ? 1 : 0;
}

function readResponse(status: string, located: Located, reading: Reading): Response {
  return {
    kind: 'response',
    status,
    description: located.text('description') ?? '',
    headers: readHeaders(located.get('headers'), reading),
    contents: /^(1..|204|205|304)$/.test(status) ? withoutContent(status, located, reading) : readContents(located.get('content'), 'response', reading),
    at: located.position,
  };
}

/** Such an answer has none, whatever is said of it (RFC 9110, sections 15.2, 15.3.5, 15.3.6 and 15.4.5). */
function withoutContent(status: string, located: Located, reading: Reading): [] {
  const content = located.get('content');
  const hint = 'Remove it, or use another status; until then it is ignored';
  const isThere = (reading.follow(content)?.members() ?? []).length > 0;
  if (isThere) reading.warn('ignored-member', content?.keyPosition ?? located, `an answer with status ${status} has no content`, hint);
  return [];
}
