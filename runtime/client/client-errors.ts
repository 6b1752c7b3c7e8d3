/** The server answered the handshake of a WebSocket with something else than 101 (RFC 6455, section 4.1). */
export class ConnectionRefused extends Error {
  /** HTTP status, where the platform tells it; browsers do not. */
  readonly status: number | undefined;
  /** The answer's body: a value if it was JSON, else text. */
  readonly body: unknown;

  constructor(message: string, status?: number, body?: unknown) {
    super(message);
    this.name = 'ConnectionRefused';
    this.status = status;
    this.body = body;
  }
}

/** The connection is closed, so nothing can be sent and nothing more will arrive. */
export class ConnectionClosed extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string) {
    super(`The connection is closed (${code}${reason === '' ? '' : `: ${reason}`}).`);
    this.name = 'ConnectionClosed';
    this.code = code;
    this.reason = reason;
  }
}

/** The server refused a Socket.IO namespace: its CONNECT_ERROR packet. */
export class ConnectError extends Error {
  /** `data.code` of the packet. */
  readonly code: string | undefined;
  readonly data: unknown;

  constructor(message: string, data?: unknown) {
    super(message);
    this.name = 'ConnectError';
    this.data = data;
    this.code = readCode(data);
  }
}

/** Nothing that was waited for came in time. */
export class WaitTimeout extends Error {
  constructor(waitedFor: string, timeoutMs: number) {
    super(`No ${waitedFor} within ${timeoutMs} ms.`);
    this.name = 'WaitTimeout';
  }
}

/** Messages came faster than an iteration took them, and the first ones had to be dropped. */
export class MessagesLost extends Error {
  constructor(limit: number) {
    super(`More than ${limit} messages were waiting to be read.`);
    this.name = 'MessagesLost';
  }
}

/** The server sent something that is no message of the contract's form. */
export class MalformedMessage extends Error {
  readonly text: string;

  constructor(text: string, why: string) {
    super(`The server sent ${why}.`);
    this.name = 'MalformedMessage';
    this.text = text;
  }
}

/** What was thrown or aborted with, as an error. */
export function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason), { cause: reason });
}

function readCode(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  return typeof data.code === 'string' ? data.code : undefined;
}
