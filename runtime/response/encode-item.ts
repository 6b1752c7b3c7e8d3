import { stringify } from '../int64/stringify.ts';
import { RuntimeError } from '../errors.ts';
import { takeBytes } from '../serialize/json-page.ts';
import { isUnspeakable } from '../serialize/json-values.ts';
import { essence } from '../media-types/media-type.ts';
import { encodeEvent } from './encode-event.ts';
import type { Codec, MediaRow } from '../contract.ts';
import type { Encoded } from './encode-body.ts';

/** How the items of a stream become pieces of a body. */
export type EncodeItem = (item: unknown) => Encoded;

export function itemEncoder(codec: Codec, media: MediaRow | undefined): EncodeItem {
  if (codec === 'events') return (item) => encodeEvent(item, media?.events);
  if (codec === 'json-lines') return lineEncoder(media);
  return (item) => item as Encoded;
}

/** RFC 7464 section 2.2 puts a record separator before each JSON text, and both forms a line feed behind it. */
function lineEncoder(media: MediaRow | undefined): EncodeItem {
  const before = /json-seq$/.test(essence(media?.mediaType ?? '')) ? '\x1e' : '';
  return (item) => `${before}${jsonOf(item, media)}\n`;
}

function jsonOf(item: unknown, media: MediaRow | undefined): string {
  if (isUnspeakable(item)) throw new RuntimeError('reply-invalid', 'An item of a stream must be a value that JSON can write.');
  if (media?.write === undefined) return stringify(item) ?? 'null';
  return Buffer.from(takeBytes(media.write(0, item))).toString();
}
