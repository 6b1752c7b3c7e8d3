import { io, type ManagerOptions, type Socket } from 'socket.io-client';

/** A CONNECT_ERROR packet. */
export interface ConnectRefusal {
  readonly message: string;
  readonly data: { readonly code: string };
}

type Options = Partial<Pick<ManagerOptions, 'transports' | 'reconnection' | 'reconnectionDelay'>>;

/** A socket that is not told what the contract says; rejects with what the connection was refused with. */
export function connectRaw(url: string, query: Readonly<Record<string, string>>, options: Options = {}): Promise<Socket> {
  const socket = io(`${url}/chat`, { query: { ...query }, forceNew: true, reconnection: false, ...options });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error: Error) => {
      socket.disconnect();
      reject(error);
    });
  });
}

/** What a connection is refused with; fails if it is not. */
export async function refusalOf(connecting: Promise<Socket>): Promise<ConnectRefusal> {
  const outcome = await connecting.then(
    (socket) => (socket.disconnect(), undefined),
    (error: ConnectRefusal) => error,
  );
  if (outcome === undefined) throw new Error('the connection was not refused');
  return outcome;
}

/** The next event of a name, with everything that it carries. */
export function nextEvent(socket: Socket, name: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    socket.once(name, (...values: unknown[]) => resolve(values));
    socket.once('disconnect', (reason) => reject(new Error(`disconnected before ${name} came: ${reason}`)));
  });
}
