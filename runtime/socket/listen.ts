/**
 * Fact of uWebSockets.js: listening shares the port silently (SO_REUSEPORT) unless told that it must be exclusive,
 * and failure is a `false` in the callback.
 */
import { RuntimeError } from '../errors.ts';
import { loadSocketLibrary } from './load.ts';
import type { TemplatedApp, us_listen_socket } from 'uWebSockets.js';

export interface Listening {
  readonly port: number;
  /** Stops accepting; open connections stay. */
  stopAccepting(): void;
}

const shared = 0;
const exclusive = 1;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Several processes on one port. */
  readonly sharePort: boolean;
}

/** @throws RuntimeError `port-in-use`, naming host and port. */
export function listen(app: TemplatedApp, { host, port, sharePort }: ListenOptions): Promise<Listening> {
  const { us_socket_local_port, us_listen_socket_close } = loadSocketLibrary();
  return new Promise((resolve, reject) => {
    const onListen = (socket: us_listen_socket | false): void => {
      if (socket === false) return reject(portInUse(host, port));
      resolve({ port: us_socket_local_port(socket), stopAccepting: () => us_listen_socket_close(socket) });
    };
    (app as unknown as ListeningApp).listen(host, port, sharePort ? shared : exclusive, onListen);
  });
}

/** The overload with host, port and options exists in the binary, but not in its types. */
interface ListeningApp {
  listen(host: string, port: number, options: number, callback: (socket: us_listen_socket | false) => void): unknown;
}

export function portInUse(host: string, port: number): RuntimeError {
  return new RuntimeError('port-in-use', `Cannot listen on ${host}:${port}: the port is used by another process, or the address is not this machine's. `
    + 'Stop the other process or choose another port.');
}
