import { connect } from 'node:net';

/** What came over a connection on which bytes were sent as they are. */
export interface RawAnswer {
  /** Of each answer, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
  /** The server has closed the connection. */
  readonly isClosed: boolean;
}

/** Nothing more is waited for when nothing has come for so long. */
const quietMs = 250;
const longestMs = 3000;

/** Sends pieces of bytes one after the other over a connection of their own, until so many answers have begun. */
export function rawExchange({ hostname, port }: URL, pieces: readonly (string | Buffer)[], count: number): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? 80 : port), noDelay: true });
    const finish = (isClosed: boolean) => {
      clearTimeout(end);
      socket.destroy();
      resolve({ statuses: statuses(), text: text(), isClosed });
    };
    const text = () => Buffer.concat(chunks).toString('latin1');
    const statuses = () => [...text().matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status));
    const end = setTimeout(() => finish(false), longestMs);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (statuses().length >= count) finish(false);
      else socket.setTimeout(quietMs);
    });
    socket.on('timeout', () => finish(false));
    socket.on('error', () => finish(true));
    socket.on('end', () => finish(true));
    socket.on('connect', () => void writeAll(socket, pieces));
  });
}

async function writeAll(socket: ReturnType<typeof connect>, pieces: readonly (string | Buffer)[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
  }
}
