import type { ChannelRow } from '../../contract.ts';
import type { Incoming, Malformed } from '../frame.ts';

/** Reads a text frame: a JSON object with the channel's discriminator, or why it is none. */
export function decodeMessage(row: ChannelRow, text: string, bytes: number): Incoming | Malformed {
  if (row.discriminator === undefined) return decodeOnly(row, text, bytes);
  const value = parseJson(text);
  if (value === undefined) return { detail: 'The message is not JSON.', bytes };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { detail: 'The message is not a JSON object.', bytes };
  const name = Object.hasOwn(value, row.discriminator) ? (value as Record<string, unknown>)[row.discriminator] : undefined;
  if (typeof name !== 'string') return { detail: `The message has no text "${row.discriminator}".`, bytes };
  return { name, payload: value, bytes };
}

/** Without a discriminator a channel receives messages of one kind. */
function decodeOnly(row: ChannelRow, text: string, bytes: number): Incoming | Malformed {
  const [name = '', message] = Object.entries(row.receive)[0] ?? [];
  if (message?.encoding === 'text') return { name, payload: text, bytes };
  const payload = parseJson(text);
  return payload === undefined ? { detail: 'The message is not JSON.', bytes } : { name, payload, bytes };
}

/** Undefined is no JSON value, so it can stand for none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
