/** The hand-written side of channels, and how the rest of a service reaches them. */
import type { Violation } from '../contract.ts';
import type { Client, Context, Refusal } from './sign-in.ts';
import type { Logger } from 'pino';

/**
 * Begins work that goes on past the request, or the message and the connection, for example an answer that takes long. Draining waits
 * for it; `signal` aborts when the time for that is over. What it throws is logged.
 */
export type BeginInBackground = (work: (signal: AbortSignal) => Promise<void>) => void;

/** Reaches the connections of a channel from anywhere in the service, on every node. */
export interface Publisher {
  /** Validated once, then sent to every connection that subscribed to the topic. */
  publish(topic: string, message: string, payload: unknown): void;
  /** Closes every connection on the topic but `except`. */
  disconnect(topic: string, close: { readonly code: number; readonly reason: string; readonly except?: string }): void;
}

export type Publishers = Readonly<Record<string, Publisher>>;

/** One open WebSocket, or one Socket.IO socket in its namespace. `Sends` maps message names to payloads. */
export interface Connection<C extends Context, Sends, State> {
  readonly id: string;
  readonly actor: C['actor'] | undefined;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** What the channel's `open` returned: the handlers' own, kept as long as the connection. */
  state: State;
  readonly requestId: string;
  readonly client: Client;
  readonly log: Logger;
  /** Aborts when the connection closes. */
  readonly signal: AbortSignal;
  /** Checked against the contract, then written; false when the connection is gone. */
  send<Name extends keyof Sends & string>(message: Name, payload: Sends[Name]): boolean;
  /** Kept when the reader has caught up, for handlers that stream; false when the connection is gone. */
  drained(): Promise<boolean>;
  /** Receive what is published on a topic; forgotten on close. */
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** To all subscribers of the topic but this one. */
  publish<Name extends keyof Sends & string>(topic: string, message: Name, payload: Sends[Name]): void;
  close(code: number, reason: string): void;
}

/** What the handlers of a channel get besides the connection and the message. */
export interface ChannelContext<C extends Context> {
  readonly db: C['db'];
  readonly services: C['services'];
  readonly channels: Publishers;
  readonly background: BeginInBackground;
}

/** Why a message never reached a handler. */
export type ChannelProblem =
  | { readonly code: 'malformed-message'; readonly detail: string }
  | { readonly code: 'unknown-message'; readonly name: string }
  | { readonly code: 'invalid-message'; readonly name: string; readonly violations: readonly Violation[]; readonly payload: unknown }
  | { readonly code: 'message-too-large'; readonly limitBytes: number }
  | { readonly code: 'rate-limited'; readonly retryAfterSeconds: number }
  /** `open` refused, or, on Socket.IO, sign-in did. Closed with 1008 unless the answer says otherwise. */
  | { readonly code: 'refused'; readonly refusal: Refusal }
  /** The connect query of a Socket.IO namespace broke the contract; a WebSocket upgrade is answered over HTTP instead. */
  | { readonly code: 'invalid-connect'; readonly violations: readonly Violation[] }
  /** A handler threw; `name` is the message's, or `open`. An empty answer: not one of the domain's errors, closed with 1011. */
  | { readonly code: 'thrown'; readonly error: unknown; readonly name: string; readonly payload: unknown };

/**
 * What to do about a problem on a channel: answer, close, both. Socket.IO: `reply` goes to the acknowledgement, and
 * `withoutReply` is sent instead if the client asked for none; where the namespace is refused, `reply` is the packet
 * CONNECT_ERROR, `{ message, data }`, checked against the contract's message `connect_error` if there is one.
 */
export interface ChannelAnswer {
  readonly send?: { readonly message: string; readonly payload: unknown };
  readonly reply?: unknown;
  readonly withoutReply?: { readonly message: string; readonly payload: unknown };
  readonly close?: { readonly code: number; readonly reason: string };
}

/** Hand-written side of a channel: its life, its refusals, and one handler per received message (by operation id). */
export interface ChannelHandlers<C extends Context, Sends, State> {
  /** After the upgrade (WebSocket) or within the namespace's connect (Socket.IO, where a Refusal becomes CONNECT_ERROR). */
  open(connection: Connection<C, Sends, State>, context: ChannelContext<C>): Promise<State | Refusal> | State | Refusal;
  close(connection: Connection<C, Sends, State>, context: ChannelContext<C>): Promise<void> | void;
  problem(problem: ChannelProblem, connection: Connection<C, Sends, State>): ChannelAnswer;
  readonly receive: Readonly<Record<string, (message: never, connection: never, context: never) => unknown>>;
}
