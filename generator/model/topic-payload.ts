import type { Located } from '../load/located.ts';
import { isJsonSchemaFormat } from '../load/schema-format.ts';
import { essence, jsonType, readJsonText, withSchema } from './message-payload.ts';
import type { Reading } from './reading.ts';
import type { TopicMessage } from './types.ts';

type TopicPayload = Pick<TopicMessage, 'encoding' | 'schemaName' | 'unreadSchema'>;

const textType = /^text\/|[/+]xml$/;

/**
 * `payload` of a message that others carry. Brokers carry anything: what is neither JSON nor text, or described in another language
 * than JSON Schema, is bytes. `contentType` is absent where the document says nothing of it.
 */
export function readTopicPayload(message: Located, key: string, contentType: string | undefined, reading: Reading): TopicPayload {
  const form = formOf(contentType);
  const payload = message.get('payload');
  if (payload === undefined) return withoutPayload(message, key, form, reading);
  const format = message.get('schemaFormat') ?? payload.get('schemaFormat') ?? reading.follow(payload)?.get('schemaFormat');
  const written = payload.get('schemaFormat') === undefined ? payload : (payload.get('schema') ?? payload);
  if (format !== undefined && !isJsonSchemaFormat(String(format.value))) return asBytes(format, `schemas of the format ${String(format.value)} are not read`, reading, written);
  const schema = reading.follow(written);
  if (schema === undefined) return { encoding: form };
  if (schema.value !== null && schema.text('type') === 'null') return { encoding: 'none' };
  if (form === 'bytes') return asBytes(written, `what is ${String(contentType)} is not compared with its schema`, reading);
  if (schema.get('contentSchema') !== undefined && jsonType.test(essence(schema.text('contentMediaType') ?? ''))) {
    return readJsonText(schema, key, reading) ?? { encoding: 'text' };
  }
  const encoding = contentType === undefined && schema.text('type') === 'string' ? 'text' : form;
  return withSchema(encoding, written, key, reading) ?? { encoding };
}

function formOf(contentType: string | undefined): 'json' | 'text' | 'bytes' {
  const type = essence(contentType ?? 'application/json');
  if (jsonType.test(type)) return 'json';
  return textType.test(type) ? 'text' : 'bytes';
}

/** AsyncAPI does not ask for one; a program that reads such messages gets to know nothing of them. */
function withoutPayload(message: Located, key: string, encoding: 'json' | 'text' | 'bytes', reading: Reading): TopicPayload {
  const hint = "Describe what it carries; for a message that carries nothing write payload: {type: 'null'}";
  reading.warn('missing-payload', message, `the message ${key} has no payload: anything is taken`, hint);
  return { encoding };
}

function asBytes(at: Located, why: string, reading: Reading, schema = at): TopicPayload {
  reading.warn('ignored-member', at, `${why}: the payload is bytes, as they came`, 'Describe it as JSON, with a JSON Schema, to have a type and a check for it');
  // Files in such languages are not opened: they need be no YAML.
  const known = schema.text('$ref')?.startsWith('#') === false ? schema : (reading.follow(schema) ?? schema);
  return { encoding: 'bytes', unreadSchema: JSON.stringify(known.value) };
}
