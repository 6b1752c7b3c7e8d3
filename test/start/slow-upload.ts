import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { Addresses } from './start-process.ts';

export interface Upload {
  /** Sends the rest; resolves with all that the service answered until it closed the connection. */
  finish(): Promise<string>;
}

/** A registration of which stella has seen the first half. */
export async function beginUpload({ stella, metrics }: Addresses, email: string): Promise<Upload> {
  const body = JSON.stringify({ email, password: 'correct horse battery staple' });
  const { hostname, port, host } = new URL(stella);
  const socket = connect({ host: hostname, port: Number(port) });
  const answer = readText(socket);
  const head = ['POST /register HTTP/1.1', `host: ${host}`, 'content-type: application/json', `content-length: ${body.length}`];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 20)}`);
  await untilInFlight(metrics);
  return {
    finish() {
      socket.write(body.slice(20));
      return answer;
    },
  };
}

async function untilInFlight(metrics: string): Promise<void> {
  let text = '';
  while (!/^http_requests_in_flight\{service="stella"\} 1$/m.test(text)) text = await (await fetch(metrics)).text();
}
