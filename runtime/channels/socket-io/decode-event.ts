import type { ChannelRow, MessageEncoding } from '../../contract.ts';
import type { Incoming, Malformed } from '../frame.ts';

type Acknowledge = (...data: unknown[]) => void;

/** Reads an event's arguments: at most one payload, in the contract's encoding, or why it is none. */
export function decodeEvent(row: ChannelRow, name: string, received: readonly unknown[]): Incoming | Malformed {
  const { values, acknowledge } = splitArguments(received);
  const [value] = values;
  const bytes = measure(value);
  const refuse = (why: string): Malformed => ({ detail: `The event ${name} ${why}.`, bytes: bytes ?? 0, acknowledge });
  if (bytes === undefined) return refuse('is nested too deeply');
  const encoding = Object.hasOwn(row.receive, name) ? row.receive[name]?.encoding : undefined;
  if (values.length > payloadsOf(encoding)) return refuse('carries too many arguments');
  if (holdsBinary(value)) return refuse('carries binary data');
  if (encoding !== 'json-text') return { name, payload: value, bytes, acknowledge };
  const payload = parseText(value);
  return payload === undefined ? refuse('does not carry JSON text') : { name, payload, bytes, acknowledge };
}

/** Socket.IO puts the function that acknowledges behind the arguments. */
function splitArguments(received: readonly unknown[]): { values: readonly unknown[]; acknowledge?: (data: unknown) => void } {
  const last = received.at(-1);
  if (typeof last !== 'function') return { values: received };
  const acknowledge = last as Acknowledge;
  return { values: received.slice(0, -1), acknowledge: (data) => (data === undefined ? acknowledge() : acknowledge(data)) };
}

/** Undefined for JSON that is nested more deeply than the stack is high: whatever handles it would fail likewise. */
function measure(value: unknown): number | undefined {
  if (value === undefined) return 0;
  try {
    return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
  } catch {
    return undefined;
  }
}

function payloadsOf(encoding: MessageEncoding | undefined): number {
  return encoding === 'none' ? 0 : 1;
}

/** Undefined for what is no JSON text. */
function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** Socket.IO puts buffers in the place of binary attachments; no encoding of the contract is binary. */
function holdsBinary(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || Object.values(value).some(holdsBinary);
}
