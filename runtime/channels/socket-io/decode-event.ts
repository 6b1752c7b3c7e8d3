import { inspectJson, MalformedBody, parseJsonText } from '../../body/parse-json.ts';
import type { ChannelRow, MessageEncoding } from '../../contract.ts';
import type { Int64Place } from '../../int64/int64-places.ts';
import type { Incoming, Malformed } from '../frame.ts';

type Acknowledge = (...data: unknown[]) => void;

/** Reads an event's arguments: at most one payload, in the contract's encoding, or why it is none. */
export function decodeEvent(row: ChannelRow, name: string, received: readonly unknown[]): Incoming | Malformed {
  const { values, acknowledge } = splitArguments(received);
  const { encoding, int64 } = (Object.hasOwn(row.receive, name) ? row.receive[name] : undefined) ?? {};
  try {
    if (values.length > payloadsOf(encoding)) throw new MalformedBody('The body has too many arguments.');
    const bytes = measure(values[0]);
    return { name, payload: encoding === 'json-text' ? parseText(values[0], int64) : values[0], bytes, acknowledge };
  } catch (error) {
    if (error instanceof MalformedBody) return { detail: error.message.replace(/^The body/, `The event ${name}`), bytes: 0, acknowledge };
    throw error;
  }
}

/** Socket.IO puts the function that acknowledges behind the arguments. */
function splitArguments(received: readonly unknown[]): { values: readonly unknown[]; acknowledge?: (data: unknown) => void } {
  const last = received.at(-1);
  if (typeof last !== 'function') return { values: received };
  const acknowledge = last as Acknowledge;
  return { values: received.slice(0, -1), acknowledge: (data) => (data === undefined ? acknowledge() : acknowledge(data)) };
}

/** @throws MalformedBody for what is no JSON that anybody should get */
function measure(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === 'string') return Buffer.byteLength(value);
  inspectJson(value);
  if (holdsBinary(value)) throw new MalformedBody('The body carries binary data.');
  return Buffer.byteLength(JSON.stringify(value));
}

function payloadsOf(encoding: MessageEncoding | undefined): number {
  return encoding === 'none' ? 0 : 1;
}

/** @throws MalformedBody */
function parseText(value: unknown, int64: Int64Place | undefined): unknown {
  if (typeof value !== 'string') throw new MalformedBody('The body is not JSON text.');
  return parseJsonText(value, int64);
}

/** Socket.IO puts buffers in the place of binary attachments; no encoding of the contract is binary. */
function holdsBinary(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || Object.values(value).some(holdsBinary);
}
