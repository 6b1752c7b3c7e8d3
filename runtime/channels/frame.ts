import { stringify } from '../int64/stringify.ts';
import { takeBytes } from '../serialize/json-page.ts';
import { isUnspeakable } from '../serialize/json-values.ts';
import type { ChannelRow, MessageRow } from '../contract.ts';

/**
 * A message ready for the wire. `data`: the JSON text (WebSocket), as bytes that last until the next message is written, or as a
 * string; the event's argument (Socket.IO); or nothing.
 */
export interface Frame {
  readonly message: string;
  readonly data?: unknown;
}

/** A message as it came off the wire, not yet validated. */
export interface Incoming {
  readonly name: string;
  readonly payload: unknown;
  /** Of the payload, as it was written. */
  readonly bytes: number;
  /** Socket.IO: where the reply goes, if the client asked for an acknowledgement. */
  readonly acknowledge?: (data: unknown) => void;
}

/** What came off the wire and is no message. */
export interface Malformed {
  readonly detail: string;
  readonly bytes: number;
  readonly acknowledge?: Incoming['acknowledge'];
}

/** Fills in the discriminator of a WebSocket message where it was left out. */
export function completePayload(row: ChannelRow, name: string, payload: unknown): unknown {
  if (row.discriminator === undefined || typeof payload !== 'object' || payload === null) return payload;
  return row.discriminator in payload ? payload : { [row.discriminator]: name, ...payload };
}

export function encodeFrame(row: ChannelRow, message: MessageRow, payload: unknown): Frame {
  if (message.encoding === 'none') return { message: message.name };
  if (message.write !== undefined && !isUnspeakable(payload)) return { message: message.name, data: takeBytes(message.write(0, payload)) };
  const isText = message.encoding === 'json-text' || (row.protocol === 'ws' && message.encoding === 'json');
  return { message: message.name, data: isText ? stringify(payload) : payload };
}

/** The same as plain JSON, so that it lasts, and can be passed on to other nodes. */
export function toLasting(frame: Frame): Frame {
  return frame.data instanceof Uint8Array ? { message: frame.message, data: Buffer.from(frame.data).toString() } : frame;
}
