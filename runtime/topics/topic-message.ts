import { stringify } from '../int64/stringify.ts';
import type { Int64Place } from '../int64/int64-places.ts';
import { parseWithIntegers } from '../int64/parse-with-integers.ts';
import type { Validate } from '../contract.ts';
import { toViolations } from '../validate/violations.ts';
import { InvalidMessage } from './invalid-message.ts';

/**
 * A message of a channel that others carry, such as Kafka or MQTT: between the bytes that a library for the broker takes and gives,
 * and payloads that satisfy the contract.
 */
export interface TopicMessage<Payload, Headers> {
  readonly name: string;
  readonly contentType: string;
  /** What came, with the defaults of its schema. @throws InvalidMessage */
  readonly decode: (data: Uint8Array | string) => Payload;
  /** What to send. @throws InvalidMessage for a payload that breaks the contract */
  readonly encode: (payload: Payload) => Uint8Array;
  /** Headers that came, or are to be sent, as one object of values. @throws InvalidMessage */
  readonly checkHeaders: (headers: Readonly<Record<string, unknown>>) => Headers;
}

/** What generated code says of a message. */
export interface TopicMessagePlan {
  readonly name: string;
  readonly contentType: string;
  readonly encoding: 'json' | 'json-text' | 'text' | 'none' | 'bytes';
  /** Checks what came, and fills in defaults. */
  readonly received?: Validate;
  readonly sent?: Validate;
  /** Where the payload has integers of 64 bits that are bigints. */
  readonly int64?: Int64Place;
  readonly headers?: Validate;
}

/** Of a message without described headers nothing is known, and any are right. */
export type AnyHeaders = Readonly<Record<string, unknown>>;

export function topicMessage<Payload, Headers = AnyHeaders>(plan: TopicMessagePlan): TopicMessage<Payload, Headers> {
  const { name, contentType } = plan;
  return {
    name,
    contentType,
    decode: (data) => check(plan.received, parse(plan, data), `What came is no message ${name}`) as Payload,
    encode: (payload) => print(plan, check(plan.sent, payload, `The payload is none of the message ${name}`)),
    checkHeaders: (headers) => check(plan.headers, headers, `The headers are none of the message ${name}`, 'header') as Headers,
  };
}

function check(validate: Validate | undefined, value: unknown, otherwise: string, part: 'message' | 'header' = 'message'): unknown {
  if (validate === undefined || validate(value)) return value;
  throw new InvalidMessage(otherwise, toViolations(part, validate.errors));
}

function parse({ encoding, name, int64 }: TopicMessagePlan, data: Uint8Array | string): unknown {
  if (encoding === 'none') return undefined;
  if (encoding === 'bytes') return typeof data === 'string' ? new TextEncoder().encode(data) : data;
  try {
    const text = typeof data === 'string' ? data : new TextDecoder('utf-8', { fatal: true }).decode(data);
    if (encoding === 'text') return text;
    return int64 === undefined ? (JSON.parse(text) as unknown) : parseWithIntegers(text, int64);
  } catch (cause) {
    const form = encoding === 'text' ? 'UTF-8' : 'JSON in UTF-8';
    throw new InvalidMessage(`What came as the message ${name} is not ${form}`, [], { cause });
  }
}

function print({ encoding }: TopicMessagePlan, payload: unknown): Uint8Array {
  if (encoding === 'none') return new Uint8Array();
  if (encoding === 'bytes') return payload as Uint8Array;
  return new TextEncoder().encode(encoding === 'text' ? String(payload) : stringify(payload) ?? 'null');
}
