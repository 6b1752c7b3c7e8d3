import type { Int64Place } from '../int64/int64-places.ts';
import type { Fresh } from './fresh.ts';
import { JsonWebSocket } from './json-web-socket.ts';
import type { WaitOptions } from './message-inbox.ts';
import type { MessageName, Sendable } from './message-map.ts';
import type { WebSocketConstructor } from './open-web-socket.ts';
import type { ReconnectOptions } from './reconnect-delay.ts';

export interface WebSocketOptions<Discriminator extends string = 'type'> {
  /** `ws:`, `wss:`, `http:` or `https:`. */
  readonly url: Fresh<string>;
  /** Sub-protocols to offer, best first. */
  readonly protocols?: Fresh<readonly string[]>;
  /** Node only; a browser refuses them with a TypeError. */
  readonly headers?: Fresh<Readonly<Record<string, string>>>;
  /** The property whose value is the message's name, for example `type`. */
  readonly discriminator: Discriminator;
  /** Of a channel whose messages need no discriminator, since there is one in each direction at most: how they travel. */
  readonly only?: { readonly sends?: OnlyMessage; readonly receives?: OnlyMessage };
  /** Whether a message with an integer that a number of JavaScript cannot hold is refused: with 4000, and MalformedMessage for whoever waits. */
  readonly exact?: boolean;
  /** Where messages have integers of 64 bits that are bigints, by their names. */
  readonly int64?: Readonly<Record<string, Int64Place>>;
  /** Default: on Node the `ws` package, elsewhere the platform's own. */
  readonly WebSocket?: WebSocketConstructor;
  /** Default: a lost connection stays lost. */
  readonly reconnect?: ReconnectOptions;
  /** Milliseconds until a handshake is given up. Default 10 000. */
  readonly openTimeoutMs?: number;
  /** Messages kept for a reader. Default 1000. */
  readonly keep?: number;
  /** Aborting it closes the connection with 1000. */
  readonly signal?: AbortSignal;
}

/** The message of a direction that has no other. */
export interface OnlyMessage {
  readonly name: string;
  /** Its frames are texts, and no JSON. */
  readonly isText?: boolean;
}

export interface Close {
  readonly code: number;
  readonly reason: string;
}

/** What a request waits for. */
export interface ReplyOptions<Receives, Reply extends MessageName<Receives>> extends WaitOptions<Receives[Reply]> {
  /** Names of the messages that answer. */
  readonly replies: readonly Reply[];
}

/** A typed WebSocket. `Sends` and `Receives` map names to whole messages, discriminator included. */
export interface WebSocketConnection<Sends, Receives, Discriminator extends string = 'type'> extends AsyncIterable<Receives[MessageName<Receives>]> {
  /** The sub-protocol that the server chose, or an empty text. */
  readonly protocol: string;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  /** Resolves when the connection is over for good; with `reconnect`, when no further try is made. */
  readonly closed: Promise<Close>;
  /** @throws ConnectionClosed while there is no open connection */
  send<Name extends MessageName<Sends>>(name: Name, payload: Sendable<Sends[Name], Discriminator>): void;
  /** Hears every message of a name; also one that came before and that nobody took. Returns the way to stop. */
  on<Name extends MessageName<Receives>>(name: Name, listener: (message: Receives[Name]) => void): () => void;
  /** The first message of a name that nobody took yet. Rejects with ConnectionClosed or WaitTimeout. */
  once<Name extends MessageName<Receives>>(name: Name, options?: WaitOptions<Receives[Name]>): Promise<Receives[Name]>;
  /** Sends, and waits for one of the replies. */
  request<Name extends MessageName<Sends>, Reply extends MessageName<Receives>>(
    name: Name,
    payload: Sendable<Sends[Name], Discriminator>,
    options: ReplyOptions<Receives, Reply>,
  ): Promise<Receives[Reply]>;
  /** Hears of every connection after the first one. Returns the way to stop. */
  onReconnect(listener: () => void): () => void;
  /** Closes for good. A browser allows 1000 and 3000 to 4999. */
  close(code?: number, reason?: string): Promise<Close>;
}

/**
 * Connects to a WebSocket channel; the promise is kept once the connection is open.
 * Rejects with ConnectionRefused if the handshake fails.
 */
export async function connectWebSocket<Sends, Receives, Discriminator extends string = 'type'>(
  options: WebSocketOptions<Discriminator>,
): Promise<WebSocketConnection<Sends, Receives, Discriminator>> {
  const connection = new JsonWebSocket<Sends, Receives, Discriminator>(options);
  await connection.connect();
  return connection;
}
