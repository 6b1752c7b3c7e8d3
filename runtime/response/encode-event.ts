import { stringify } from '../int64/stringify.ts';
import { RuntimeError } from '../errors.ts';
import type { EventRow } from '../contract.ts';

/** One event of a `text/event-stream` (WHATWG HTML, "Server-sent events"). */
export interface ServerSentEvent {
  readonly id?: string | number;
  readonly event?: string;
  readonly data?: unknown;
  /** Milliseconds that the client waits before it connects again. */
  readonly retry?: number;
}

/** A comment: keeps proxies from closing a quiet stream. */
export const heartbeat = ':\n\n';

/** Data travels as the contract says; where it says nothing, as JSON unless it is a text. */
export function encodeEvent(value: unknown, rows: Readonly<Record<string, EventRow>> = {}): string {
  const { id, event, data, retry } = value as ServerSentEvent;
  const row = rows[event ?? 'message'] ?? rows[''];
  return `${field('id', id)}${field('event', event)}${field('retry', retry)}${dataLines(data, row)}\n`;
}

function field(name: string, value: string | number | undefined): string {
  if (value === undefined) return '';
  if (/[\r\n\0]/.test(String(value))) throw new RuntimeError('reply-invalid', `The ${name} of an event must be one line.`);
  return `${name}: ${value}\n`;
}

function dataLines(data: unknown, row: EventRow | undefined): string {
  if (data === undefined) return '';
  const isPlain = typeof data === 'string' && (row?.encoding !== 'json' || row.texts?.includes(data) === true);
  // JSON is one line.
  if (!isPlain) return `data: ${stringify(data)}\n`;
  return data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join('');
}
