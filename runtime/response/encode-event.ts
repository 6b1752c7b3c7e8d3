import { RuntimeError } from '../errors.ts';

/** One event of a `text/event-stream` (WHATWG HTML, "Server-sent events"). `data` that is no text is written as JSON. */
export interface ServerSentEvent {
  readonly id?: string | number;
  readonly event?: string;
  readonly data?: unknown;
  /** Milliseconds that the client waits before it connects again. */
  readonly retry?: number;
}

/** A comment: keeps proxies from closing a quiet stream. */
export const heartbeat = ':\n\n';

export function encodeEvent(value: unknown): string {
  const { id, event, data, retry } = value as ServerSentEvent;
  return `${field('id', id)}${field('event', event)}${field('retry', retry)}${dataLines(data)}\n`;
}

function field(name: string, value: string | number | undefined): string {
  if (value === undefined) return '';
  if (/[\r\n\0]/.test(String(value))) throw new RuntimeError('reply-invalid', `The ${name} of an event must be one line.`);
  return `${name}: ${value}\n`;
}

function dataLines(data: unknown): string {
  if (data === undefined) return '';
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join('');
}
