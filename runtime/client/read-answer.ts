import type { Codec, HeaderForm, MediaRow, ScalarType } from '../contract.ts';
import { findMedia, isOpen } from '../media-types/find-media.ts';
import { essence } from '../media-types/media-type.ts';
import { MalformedMessage } from './client-errors.ts';
import { downloadOf } from './download.ts';
import { UndeclaredStatus, type Answer } from './outcome.ts';
import { InexactInteger, inexact, parserOf, type Parse } from './parse-exactly.ts';
import { readHeader } from './read-header.ts';
import { readEvents, readLines, type StreamSource } from './read-stream.ts';
import type { EventForms } from './received-event.ts';

/** A media type of an answer, and what its text may stand for. */
export interface AnswerContent extends Pick<MediaRow, 'mediaType' | 'codec' | 'int64'> {
  readonly types?: readonly ScalarType[];
  /** Whether it holds integers of 64 bits, which are refused where JavaScript would change them. */
  readonly exact?: boolean;
  /** Of a stream of events: what they are. */
  readonly events?: EventForms;
}

/** What generated code knows of an answer. Absent content: what the answer itself says. */
export interface AnswerPlan {
  readonly content?: readonly AnswerContent[];
  /** By lower-case names. */
  readonly headers?: Readonly<Record<string, HeaderForm>>;
}

/** By status: numbers, ranges (`4XX`), `default`. */
export type AnswerPlans = Readonly<Record<string, AnswerPlan>>;

/**
 * @throws UndeclaredStatus; MalformedMessage for JSON that is none, and for integers of 64 bits that JavaScript would change
 */
export async function readAnswer(response: Response, plans: AnswerPlans, source: StreamSource): Promise<Answer> {
  const { status, ok, headers } = response;
  const plan = plans[status] ?? plans[`${Math.floor(status / 100)}XX`] ?? plans['default'];
  const row = rowOf(response, plan?.content ?? []);
  const type = essence(headers.get('content-type') ?? '');
  const body = streamOf(response, row, source) ?? (await readBody(response, row?.codec ?? codecOf(type), row));
  if (plan === undefined) throw new UndeclaredStatus(status, body);
  return { status, ok, contentType: row === undefined || isOpen(row) ? type : row.mediaType, body, headers, headerValues: valuesOf(headers, plan) };
}

function rowOf({ headers }: Response, content: readonly AnswerContent[]): AnswerContent | undefined {
  const type = headers.get('content-type');
  if (type === null) return content.length === 1 ? content[0] : undefined;
  return findMedia(content, type);
}

/** The body of a success that comes item by item. */
function streamOf(response: Response, row: AnswerContent | undefined, source: StreamSource): unknown {
  if (!response.ok || response.status === 204 || row === undefined) return undefined;
  if (row.codec === 'json-lines') return readLines(response, parserOf(row));
  return row.events === undefined ? undefined : readEvents(response, row.events, { ...source, exactness: row });
}

/** For an answer whose media type the contract does not have. */
function codecOf(type: string): Codec {
  if (type === '' || /^(?:application|text)\/(?:x-)?json$|\+json$/.test(type)) return 'json';
  return /^text\/|^application\/xml$|\+xml$/.test(type) ? 'text' : 'binary';
}

async function readBody(response: Response, codec: Codec, { types, ...exactness }: Partial<AnswerContent> = {}): Promise<unknown> {
  if (response.body === null || response.status === 204 || response.headers.get('content-length') === '0') return undefined;
  if (codec === 'binary' || codec === 'multipart') return downloadOf(response);
  const text = await response.text();
  if (codec === 'json') return text === '' ? undefined : parseJson(text, response.headers.get('content-type'), parserOf(exactness));
  return codec === 'form' ? Object.fromEntries(new URLSearchParams(text)) : readHeader(text, { ...(types === undefined ? {} : { types }) });
}

/** What says that it is JSON has to be; what says nothing may be a text. */
function parseJson(text: string, type: string | null, parse: Parse): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof InexactInteger) throw inexact(text, error);
    if (type === null) return text;
    throw new MalformedMessage(text, 'an answer that is no JSON');
  }
}

function valuesOf(headers: Headers, { headers: forms = {} }: AnswerPlan): Record<string, unknown> {
  const present = Object.entries(forms).filter(([name]) => headers.has(name));
  return Object.fromEntries(present.map(([name, form]) => [name, valueOf(headers, name, form)]));
}

/** Cookies have commas in their dates: each has a line of its own. */
function valueOf(headers: Headers, name: string, form: HeaderForm): unknown {
  return name === 'set-cookie' && form.as === 'list' ? headers.getSetCookie() : readHeader(headers.get(name) ?? '', form);
}
