import type { Content, ValueShape } from './types.ts';

type Codec = Content['codec'];

export type Direction = 'request' | 'response';

/** What a schema says of a body as a whole. */
export interface Described {
  readonly shape: ValueShape;
  readonly isBytes: boolean;
}

/** Media types whose bytes are known to be something else than just bytes; tried in order. */
const known: readonly (readonly [pattern: RegExp, codec: Codec])[] = [
  [/^(application|text)\/(x-)?(jsonl|ndjson|jsonlines|json-lines)$|^application\/json-seq$|\+json-seq$/, 'json-lines'],
  [/^(application|text)\/(x-)?json$|\+json$/, 'json'],
  [/^application\/x-www-form-urlencoded$/, 'form'],
  [/^text\/event-stream$/, 'events'],
  [/^text\/|^application\/xml$|\+xml$/, 'text'],
];

/**
 * How a media type's bytes become a value. Bytes stay bytes where nothing is known of their type; a range that may be
 * anything (`*\/*`, `application/*`) is taken for what its schema describes. A multipart body is taken apart when it comes; one
 * that goes out is written by the handler, like multipart types other than form-data. Nobody sends events to a service.
 * `describe` is asked only where it matters.
 */
export function codecOf(mediaType: string, describe: () => Described | undefined, direction: Direction): Codec {
  const type = essence(mediaType);
  if (type === 'multipart/form-data') return direction === 'request' ? 'multipart' : 'binary';
  if (type === 'text/event-stream' && direction === 'request') return 'text';
  const found = known.find(([pattern]) => pattern.test(type));
  if (found?.[1] === 'form' && isText(describe())) return ofSchema(describe());
  if (found !== undefined) return found[1];
  return type === '*/*' || type === 'application/*' ? ofSchema(describe()) : 'binary';
}

/** A form that its contract describes as one text. */
function isText(described: Described | undefined): boolean {
  return described !== undefined && described.shape.types.length > 0 && described.shape.types.every((type) => type === 'string' || type === 'null');
}

function ofSchema(described: Described | undefined): Codec {
  if (described === undefined || described.isBytes) return 'binary';
  return described.shape.types.every((type) => type === 'string' || type === 'null') ? 'text' : 'json';
}

/** `Text/HTML; charset=utf-8` → `text/html`. */
function essence(mediaType: string): string {
  return mediaType.replace(/;.*$/s, '').trim().toLowerCase();
}
