import type { Located } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import { readContents } from './read-contents.ts';
import { readExamples } from './read-examples.ts';
import type { Reading } from './reading.ts';
import type { Body, Header, Response } from './types.ts';
import { valueShape } from './value-shape.ts';

/** `requestBody` of an operation. */
export function readBody(item: Located | undefined, reading: Reading): Body | undefined {
  const located = reading.follow(item, 'request-body');
  if (located === undefined) return undefined;
  const contents = readContents(located.get('content'), reading);
  return { kind: 'body', required: located.flag('required'), contents, at: located.position };
}

/** `responses` of an operation: exact statuses first, then ranges, then `default`. */
export function readResponses(responses: Located | undefined, reading: Reading): Response[] {
  const found = (responses?.members() ?? []).flatMap(([status, item]) => {
    const located = status.startsWith('x-') ? undefined : reading.follow(item, 'response');
    return located === undefined ? [] : [readResponse(status, located, reading)];
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
    contents: readContents(located.get('content'), reading),
    at: located.position,
  };
}

function readHeaders(headers: Located | undefined, reading: Reading): Header[] {
  return (headers?.members() ?? []).flatMap(([name, item]) => {
    const located = reading.follow(item, 'header');
    // Described by the response's media types (OpenAPI 3.1, "Response Object", `headers`).
    if (located === undefined || name.toLowerCase() === 'content-type') return [];
    return [readHeader(name, located, reading)];
  });
}

function readHeader(name: string, located: Located, reading: Reading): Header {
  const content = located.get('content');
  if (content !== undefined) {
    reading.refuse(
      'unsupported-feature',
      content.keyPosition,
      'a header with content is not supported',
      'Describe it with a schema',
    );
  }
  const schemaAt = located.get('schema');
  const schema = schemaAt === undefined ? true : reading.schemas.convert(schemaAt);
  refuseObject(schema, located, reading);
  readExamples(located, schema, reading);
  const description = located.text('description') ?? '';
  return { kind: 'header', name, required: located.flag('required'), schema, description, at: located.position };
}

/** A header's value is a text or number; several of them are several lines. */
function refuseObject(schema: JsonSchema, header: Located, reading: Reading): void {
  const { types } = valueShape(schema, (reference) => reading.schemas.resolve(reference));
  if (types.some((type) => type !== 'object' && type !== 'null')) return;
  reading.refuse(
    'unsupported-feature',
    header,
    'a header that is an object is not supported',
    'Use a text, a number or a list of them',
  );
}
