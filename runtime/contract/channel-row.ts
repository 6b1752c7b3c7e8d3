/** One channel of an AsyncAPI document, and its messages. */
import type { Int64Place } from '../int64/int64-places.ts';
import type { SecurityRule } from './security-row.ts';
import type { Captures, Decode, Validate } from './input.ts';
import type { Write } from './media-row.ts';

/**
 * How the payload of a message travels.
 * `json`: a JSON text (WebSocket) or a structured argument (Socket.IO). `json-text`: a string that holds JSON
 * (`contentMediaType: application/json` with `contentSchema`). `text`: a string. `none`: no payload.
 */
export type MessageEncoding = 'json' | 'json-text' | 'text' | 'none';

export interface MessageRow {
  readonly name: string;
  readonly encoding: MessageEncoding;
  /** Validates the decoded payload; absent only for `none`. */
  readonly validate?: Validate;
  /** Of a JSON text that is sent: writes what the contract declares of a payload. Without it JSON.stringify writes all of it. */
  readonly write?: Write;
}

/** A message that the service receives, and what it may answer. */
export interface ReceiveRow extends MessageRow {
  /** Where its payload has integers of 64 bits that are bigints. */
  readonly int64?: Int64Place;
  /** The AsyncAPI operation (`action: receive`). */
  readonly operationId: string;
  /** Names of the messages of its `reply`; for Socket.IO, the acknowledgement. */
  readonly replies: readonly string[];
}

export interface ChannelLimits {
  readonly messageBytes: number;
  /** Messages a connection may send in a window, or absent. */
  readonly rate?: { readonly messages: number; readonly windowSeconds: number; readonly closeCode: number };
  /** Seconds of silence after which a peer that answers no ping is taken for gone. */
  readonly idleSeconds: number;
  /** Bytes that may wait for a slow reader before the connection is closed with 1013. */
  readonly backpressureBytes: number;
}

/** One channel of an AsyncAPI document, bound to WebSocket (RFC 6455) or to a Socket.IO namespace. */
export interface ChannelRow {
  readonly name: string;
  readonly protocol: 'ws' | 'socketio';
  /** `/v1/realtime/{session_id}`, or the namespace `/chat`. */
  readonly address: string;
  readonly captures: Captures;
  readonly decode: Decode;
  readonly validateInput?: Validate;
  /** WebSocket sub-protocols that the service speaks, best first; empty: none is negotiated. */
  readonly subprotocols: readonly string[];
  readonly security: SecurityRule;
  /** The property whose constant tells the messages of a WebSocket channel apart, for example `type`. */
  readonly discriminator?: string;
  /** By discriminator value (WebSocket) or event name (Socket.IO). */
  readonly receive: Readonly<Record<string, ReceiveRow>>;
  /** By message name as in `send` of a connection; covers sends and replies. */
  readonly send: Readonly<Record<string, MessageRow>>;
  /** `x-close-codes`: what the service may close with, beside the codes of RFC 6455 section 7.4.1. */
  readonly closeCodes: Readonly<Record<number, { readonly name: string; readonly description: string }>>;
  readonly limits: ChannelLimits;
}
