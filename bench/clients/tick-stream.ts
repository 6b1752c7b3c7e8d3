import { connect } from 'node:net';

/** An open event stream that is looked at for ticks alone. */
export class TickStream {
  onTick: () => void = () => undefined;

  static open(port: number): Promise<TickStream> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.write('GET /ticks HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n');
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.once('data', (answer: Buffer) => {
        if (!answer.toString('latin1').startsWith('HTTP/1.1 200')) return reject(new Error(`no stream: ${answer.toString()}`));
        const opened = new TickStream();
        // An event is small enough to come in one piece.
        socket.on('data', (chunk: Buffer) => chunk.includes('event: tick') && opened.onTick());
        resolve(opened);
      });
    });
  }
}
