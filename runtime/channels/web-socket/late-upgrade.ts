/**
 * Facts of uWebSockets.js about an upgrade that is decided after its callback has returned:
 * - within the `cork` of its own response it now and then closes the connection that it has just made: when the socket keeps
 *   its place in memory, the end of `cork` takes the new WebSocket for the old response and reads a flag that is none;
 * - outside any `cork` it works, but writes a warning to stderr each time;
 * - while another socket is corked, a response's `cork` only calls back: right and quiet.
 *
 * So there is one WebSocket for nothing but to be corked: between this process and itself, in an app of its own, whose port
 * on the loopback interface is closed as soon as the two ends have met.
 */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { HttpResponse, us_listen_socket, WebSocket } from 'uWebSockets.js';
import { loadSocketLibrary } from '../../socket/load.ts';

const loopback = '127.0.0.1';

export class LateUpgrade {
  #holder: WebSocket<unknown> | undefined;
  #listening: us_listen_socket | undefined;
  #otherEnd: Socket | undefined;

  constructor() {
    const path = `/${randomUUID()}`;
    const { App, us_socket_local_port } = loadSocketLibrary();
    App()
      .ws(path, { idleTimeout: 0, open: (socket) => this.#hold(socket), close: () => (this.#holder = undefined) })
      .listen(loopback, 0, (socket) => {
        if (!socket) return;
        this.#listening = socket;
        this.#otherEnd = meet(us_socket_local_port(socket), path).on('close', () => this.#stopListening());
      });
  }

  /** Runs what upgrades the response. */
  run(res: HttpResponse, upgrade: () => void): void {
    if (this.#holder) this.#holder.cork(() => void res.cork(upgrade));
    else upgrade();
  }

  close(): void {
    this.#otherEnd?.destroy();
  }

  #hold(socket: WebSocket<unknown>): void {
    this.#holder = socket;
    this.#stopListening();
  }

  #stopListening(): void {
    if (this.#listening) loadSocketLibrary().us_listen_socket_close(this.#listening);
    this.#listening = undefined;
  }
}

function meet(port: number, path: string): Socket {
  const socket = connect(port, loopback).on('error', () => undefined).resume();
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${loopback}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
    + 'Sec-WebSocket-Key: bm90aGluZyB0byBzYXkgaA==\r\nSec-WebSocket-Version: 13\r\n\r\n');
  return socket;
}
