import type { Located } from '../load/located.ts';
import { readExamples } from './read-examples.ts';
import { refuseNesting } from './parameter-styles.ts';
import type { Reading } from './reading.ts';
import type { Header } from './types.ts';
import { valueShape } from './value-shape.ts';

/** Headers of a response, or of a part of a multipart body (OpenAPI 3.1, "Header Object"). */
export function readHeaders(headers: Located | undefined, reading: Reading): Header[] {
  return (reading.follow(headers)?.members() ?? []).flatMap(([name, item]) => {
    const located = reading.follow(item, 'header');
    // Described by the response's media types (OpenAPI 3.1, "Response Object", `headers`).
    if (located === undefined || name.toLowerCase() === 'content-type') return [];
    return [reading.once(`header ${name}`, located, () => readHeader(name, located, reading))];
  });
}

function readHeader(name: string, located: Located, reading: Reading): Header {
  const [written, mediaType] = located.get('content')?.members()[0] ?? [];
  // A text is what a header without content is too.
  const contentType = /^(application|text)\/(.+\+)?json\b/i.test(written ?? '') ? written : undefined;
  const described = mediaType ?? located;
  if (written !== undefined && contentType === undefined && !/^text\/plain\b/i.test(written)) {
    const hint = 'Use application/json, or a schema';
    reading.refuse('unsupported-encoding', described.keyPosition, `a header cannot be ${written}`, hint);
  }
  const schemaAt = described.get('schema');
  const schema = schemaAt === undefined ? true : reading.schemas.convert(schemaAt);
  readExamples(described, schema, reading);
  const shape = valueShape(schema, (reference) => reading.schemas.resolve(reference));
  if (contentType === undefined) refuseNesting('simple', shape, located, reading);
  return {
    kind: 'header',
    name,
    required: located.flag('required'),
    schema,
    shape,
    explode: located.flag('explode'),
    ...(contentType === undefined ? {} : { contentType }),
    description: located.text('description') ?? '',
    at: located.position,
  };
}
