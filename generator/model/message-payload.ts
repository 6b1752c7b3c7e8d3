import type { Located } from '../load/located.ts';
import { isJsonSchemaFormat } from '../load/schema-format.ts';
import { pascalCase } from './letter-case.ts';
import type { Reading } from './reading.ts';
import type { Message } from './types.ts';

/** How a message travels, and the component that describes it. */
export interface Payload {
  readonly encoding: Message['encoding'];
  /** Absent only for `none`. */
  readonly schemaName?: string;
}

/** Without parameters of the type. */
export const jsonType = /^application\/(.+\+)?json$/;

/**
 * Words beside `contentSchema` that say nothing of the JSON within. How long the text itself may be is for the channel to
 * limit, with `x-message-limit`, so `maxLength` is only a note.
 */
const silentKeywords = new Set([
  ...['type', 'contentMediaType', 'contentSchema'],
  ...['title', 'description', 'examples', '$comment', 'maxLength'],
]);

/** `payload` of a message (AsyncAPI 3.0, "Message Object"); `key` names a schema that is written in place. */
export function readPayload(message: Located, key: string, writtenType: string, reading: Reading): Payload | undefined {
  const contentType = essence(writtenType);
  const written = payloadSchema(message, reading);
  const payload = reading.follow(written);
  if (written === undefined || payload === undefined) return undefined;
  if (payload.value !== null && payload.text('type') === 'null') return { encoding: 'none' };
  if (payload.get('contentSchema') !== undefined) return readJsonText(payload, key, reading);
  const isText = contentType.startsWith('text/') || payload.text('type') === 'string';
  if (!isText && !jsonType.test(contentType)) {
    const at = message.get('contentType') ?? message;
    return reading.refuse(
      'unsupported-media-type',
      at,
      `messages cannot be ${contentType}`,
      'Use application/json or text/plain',
    );
  }
  return withSchema(isText ? 'text' : 'json', written, key, reading);
}

/** A media type without its parameters (RFC 9110, section 8.3.1). */
export function essence(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** The payload's schema, taken out of a Multi Format Schema Object; AsyncAPI 2 writes the format beside the payload. */
function payloadSchema(message: Located, reading: Reading): Located | undefined {
  const payload = message.get('payload');
  if (payload === undefined) {
    const hint = "Describe what it carries; for a message that carries nothing write payload: {type: 'null'}";
    return reading.refuse('missing-payload', message, 'the message has no payload', hint);
  }
  const isBeside = message.get('schemaFormat') !== undefined;
  const at = (isBeside ? message : payload).get('schemaFormat');
  if (at === undefined) return payload;
  const format = String(at.value);
  if (isJsonSchemaFormat(format)) return isBeside ? payload : payload.get('schema');
  return reading.refuse(
    'unsupported-feature',
    at,
    `the schema format ${format} is not supported`,
    'Write the payload as a JSON Schema',
  );
}

/** A text that holds JSON: what counts is the schema of the JSON (JSON Schema 2020-12, "Content", section 8). */
export function readJsonText(payload: Located, key: string, reading: Reading): Payload | undefined {
  const content = payload.get('contentSchema') as Located;
  const mediaType = payload.text('contentMediaType') ?? '';
  if (payload.text('type') !== 'string' || !jsonType.test(mediaType)) {
    const hint = 'Write type: string and contentMediaType: application/json beside contentSchema';
    return reading.refuse('unsupported-keyword', content.keyPosition, 'contentSchema describes JSON within a string only', hint);
  }
  for (const [keyword, member] of payload.members()) {
    if (silentKeywords.has(keyword)) continue;
    const hint = 'Say it within contentSchema, or with x-message-limit on the channel';
    reading.refuse('unsupported-keyword', member.keyPosition, `${keyword} is not checked beside contentSchema`, hint);
  }
  return withSchema('json-text', content, key, reading);
}

/** A payload that is described by a schema, which gets a name after the message's key. */
export function withSchema<Encoding extends string>(encoding: Encoding, located: Located, key: string, reading: Reading): { encoding: Encoding; schemaName: string } | undefined {
  const schemaName = reading.schemas.nameOf(located, schemaNameFor(key));
  return schemaName === undefined ? undefined : { encoding, schemaName };
}

/** `OfferMessage` for `offer`, `ChatMessage` for `chatMessage`. */
function schemaNameFor(key: string): string {
  const name = pascalCase(key);
  return name.endsWith('Message') ? name : `${name}Message`;
}
