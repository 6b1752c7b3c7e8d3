import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Streams of one conversation, opened by hand so that reading costs as little as it can. */
export class Listeners {
  readonly #sockets: Socket[] = [];
  #heard: ((at: number) => void) | undefined;

  get size(): number {
    return this.#sockets.length;
  }

  /** Opens more streams, some at a time; resolves when each has got its first bytes. */
  async open(count: number, { port, path, cookie }: { port: number; path: string; cookie: string }): Promise<void> {
    const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookie}\r\n\r\n`;
    for (let left = count; left > 0; left -= 50) {
      await Promise.all(Array.from({ length: Math.min(50, left) }, () => this.#openOne(port, request)));
    }
  }

  async #openOne(port: number, request: string): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    this.#sockets.push(socket);
    socket.write(request);
    let text = '';
    while (!text.includes('\nid: ')) {
      text += String((await once(socket, 'data'))[0]);
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(`the stream was refused: ${text}`);
    }
    socket.on('data', (bytes: Buffer) => bytes.includes('typing.update') && this.#heard?.(performance.now()));
  }

  /** Milliseconds from now until each of the streams has heard the next event. */
  async delays(tell: () => Promise<unknown>): Promise<number[]> {
    const delays: number[] = [];
    const began = performance.now();
    const all = new Promise<void>((resolve) => {
      this.#heard = (at) => delays.push(at - began) === this.#sockets.length && resolve();
    });
    await Promise.all([tell(), all]);
    return delays;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
