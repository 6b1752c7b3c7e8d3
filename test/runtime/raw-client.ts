import { connect, type Socket } from 'node:net';

/** A connection that sends bytes as they are: what no HTTP library would send. */
export class RawClient {
  readonly socket: Socket;
  #received = '';
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (data) => this.#note(() => (this.#received += data.toString('latin1'))));
    this.socket.on('close', () => this.#note(() => (this.#closed = true)));
    this.socket.on('error', () => undefined);
  }

  #note(change: () => void): void {
    change();
    this.#wake?.();
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  get received(): string {
    return this.#received;
  }

  /** Resolves with everything received once it is enough. */
  async until(isEnough: (received: string, closed: boolean) => boolean): Promise<string> {
    while (!isEnough(this.#received, this.#closed)) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#received;
  }

  untilClosed(): Promise<string> {
    return this.until((_received, closed) => closed);
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Sends one request and reads until the service closes the connection. */
export async function exchangeRaw(port: number, request: string | Uint8Array): Promise<string> {
  const client = new RawClient(port);
  client.send(request);
  const answer = await client.untilClosed();
  client.close();
  return answer;
}

/** The same for a service that keeps the connection open: reads until one answer with Content-Length is complete. */
export async function requestRaw(port: number, request: string | Uint8Array): Promise<string> {
  const client = new RawClient(port);
  client.send(request);
  const answer = await client.until(isComplete);
  client.close();
  return answer;
}

function isComplete(received: string, closed: boolean): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return closed;
  const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
  return closed || received.length >= end + 4 + length;
}
