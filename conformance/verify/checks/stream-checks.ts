import { readJson } from '../http/read-json.ts';
import type { Content, StreamEvent } from '../../../generator/model/types.ts';
import { mediaTypeOf, type WireResponse } from '../http/wire.ts';
import { readEventText, type SentEvent } from '../streams/sse-events.ts';
import { responseFor, type Subject } from '../subject.ts';
import { findContent } from './answer-checks.ts';
import type { Check, Exchange, Fault } from './check.ts';

export const sseGrammar: Check = {
  id: 'sse-grammar',
  severity: 'error',
  purpose: 'Every line of an event stream means something to a client, and it does not end within an event (WHATWG HTML, "Server-sent events").',
  find: ({ response }) => {
    if (!isEventStream(response)) return [];
    return [...new Set(readEventText(response.body, response.isCut).faults)].map((message) => ({ message, where: message.slice(0, 20) }));
  },
};

export const streamItemSchema: Check = {
  id: 'sse-item-schema',
  severity: 'error',
  purpose: 'Every item of a stream, event or line, is valid by its schema (OpenAPI 3.2, `itemSchema`).',
  find: (exchange) => {
    const content = streamOf(exchange);
    if (content?.itemSchema === undefined) return [];
    const fault = itemsOf(content, exchange.response)
      .map((item) => itemFault(content, item, exchange.subject))
      .find((each) => each !== undefined);
    return fault === undefined ? [] : [{ ...fault, at: content.at }];
  },
};

function isEventStream(response: WireResponse): boolean {
  return response.status === 200 && mediaTypeOf(response) === 'text/event-stream';
}

/** The declared stream that an answer is; undefined for any other answer. */
export function streamOf({ case: { operation, method }, request, response }: Pick<Exchange, 'case' | 'request' | 'response'>): Content | undefined {
  if ((method !== undefined && method !== operation.method) || request.method === 'HEAD') return undefined;
  const content = findContent(responseFor(operation, response.status)?.contents ?? [], mediaTypeOf(response));
  return content?.codec === 'events' || content?.codec === 'json-lines' ? content : undefined;
}

interface Item {
  readonly value?: unknown;
  /** Why it is none. */
  readonly problem?: string;
}

function itemsOf({ codec, events = [] }: Content, { body, isCut }: WireResponse): Item[] {
  if (codec === 'events') return readEventText(body, isCut).events.map((event) => eventItem(event, events));
  const lines = body.toString().split(/\n|\x1e/);
  if (isCut) lines.pop();
  return lines.filter((line) => line.trim() !== '').map((line) => jsonItem(line));
}

function eventItem({ event, ownId: id, data }: SentEvent, forms: readonly StreamEvent[]): Item {
  const name = event ?? 'message';
  const form = forms.find((each) => each.name === name) ?? forms.find((each) => each.name === undefined);
  const shell = { event: name, ...(id === undefined ? {} : { id }) };
  if (form === undefined) return { problem: `the event ${name} is not declared` };
  if (form.encoding === 'text' || form.texts.includes(data)) return { value: { ...shell, data } };
  const { value, problem } = jsonItem(data);
  return problem === undefined ? { value: { ...shell, data: value } } : { problem: `the data of the event ${name} is no JSON` };
}

function jsonItem(text: string): Item {
  try {
    return { value: readJson(text) };
  } catch {
    return { problem: 'a line is no JSON' };
  }
}

function itemFault({ itemSchema, at }: Content, { value, problem }: Item, subject: Subject): Fault | undefined {
  if (problem !== undefined) return { message: problem, where: problem };
  if (itemSchema === undefined) return undefined;
  const [error] = subject.contract.schemas.errors([{ schema: itemSchema, file: at.file, pointer: `${at.pointer}/itemSchema` }], value);
  if (error === undefined) return undefined;
  const place = error.instancePath === '' ? 'an item' : `an item, ${error.instancePath}`;
  return { message: `${place} ${error.message ?? 'is not valid'}: ${JSON.stringify(value).slice(0, 120)}`, where: `${error.instancePath} ${error.keyword}` };
}
