import type { BodyField, Operation } from '../../model/types.ts';
import { literal, member, quote } from '../quote.ts';
import { eventForms } from '../media-row.ts';
import type { View } from '../render.ts';
import { isStream } from './outcome-type.ts';

/** Whether some success of an operation reaches the client item by item. */
export function answersWithStream(operation: Operation): boolean {
  return successes(operation).some(isStream);
}

/** Whether the body of its requests is a list, sent line by line. */
export function sendsLines({ body }: Operation): boolean {
  return body?.contents[0]?.codec === 'json-lines';
}

/** What `client.hbs` prints of an operation that sends or answers with a stream. */
export function streamView(operation: Operation): View {
  const { method, body, parameters } = operation;
  const contents = successes(operation);
  const resuming = parameters.find(({ name, in: place }) => place === 'header' && name.toLowerCase() === 'last-event-id');
  const streams = contents.filter(isStream).map(({ mediaType, events }) => [essence(mediaType), events === undefined ? 'lines' : eventForms(events)]);
  const mediaType = quote(body?.contents[0]?.mediaType ?? '');
  return {
    isStream: answersWithStream(operation),
    streams: literal(Object.fromEntries(streams)),
    accept: contents.every(isStream) ? `accept: ${quote(contents.map((content) => essence(content.mediaType)).join(', '))}, ` : '',
    repeats: String(method === 'get'),
    resume: resuming === undefined ? 'false' : '{}',
    lastEventId: resuming === undefined ? "''" : `String(input.headers?.${member(resuming.name).replace(/^\./, '')} ?? '')`,
    body: sendsLines(operation) ? `bodySerializer: (items: unknown) => encodeLines(items, ${mediaType}), ` : formBody(operation),
  };
}

/** Whether the body of its requests is a form whose fields the contract names. */
export function sendsForm({ body }: Operation): boolean {
  return body?.contents.length === 1 && body.contents[0]?.codec === 'form' && body.contents[0].fields !== undefined;
}

/** What is absent is written as in a query by default. */
function formBody(operation: Operation): string {
  if (!sendsForm(operation)) return '';
  const fields = operation.body?.contents[0]?.fields ?? [];
  const forms = fields.map((field) => [field.name, fieldForm(field)] as const).filter(([, form]) => Object.keys(form).length > 0);
  return `bodySerializer: (fields: unknown) => encodeFields(fields, ${literal(Object.fromEntries(forms))}), `;
}

function fieldForm({ as, isList, style, explode, allowReserved }: BodyField): object {
  if (as === 'json') return { json: true, ...(isList ? { each: true } : {}) };
  const explodes = style === 'form' || style === 'deepObject';
  return {
    ...(style === 'form' ? {} : { style }),
    ...(explode === explodes ? {} : { explode }),
    ...(allowReserved ? { reserved: true } : {}),
  };
}

function successes({ responses }: Operation) {
  return responses.filter(({ status }) => /^2/.test(status)).flatMap(({ contents }) => contents);
}

/** `Text/HTML; charset=utf-8` → `text/html`. */
function essence(mediaType: string): string {
  return mediaType.replace(/;.*$/s, '').trim().toLowerCase();
}
