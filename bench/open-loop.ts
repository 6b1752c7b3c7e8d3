import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface OpenLoad {
  readonly port: number;
  readonly path: string;
  /** Requests per second, whether or not the ones before were answered: what a closed loop like wrk's never does. */
  readonly rate: number;
  readonly seconds: number;
  /** Before answers count: what a service does while it begins to be overloaded is not what it settles to. Default 2. */
  readonly settlingSeconds?: number;
}

export interface OpenFigures {
  /** Answers with 200 for each second of the load. */
  readonly goodput: number;
  /** Milliseconds from when a request was due until its 200. */
  readonly p50: number;
  readonly p99: number;
  /** Share of 503, all with Retry-After. */
  readonly refused: number;
  /** Share without an answer at the end. */
  readonly unanswered: number;
}

/** More clients than that would not fit on one machine's ports. */
const mostConnections = 4000;

/** Puts more load on a server than it can take, from a new client each time all others still wait. */
export async function overload({ port, path, rate, seconds, settlingSeconds = 2 }: OpenLoad): Promise<OpenFigures> {
  const clients = new Clients(port, path);
  const began = performance.now();
  const end = (settlingSeconds + seconds) * 1000;
  let sent = 0;
  for (let now = 0; now < end; now = performance.now() - began) {
    for (; sent < (now / 1000) * rate; sent += 1) clients.send(began + (sent / rate) * 1000);
    await wait(1);
  }
  const countedFrom = began + settlingSeconds * 1000;
  const counted = clients.answers.filter(({ dueAt }) => dueAt >= countedFrom);
  const unanswered = clients.waiting(countedFrom);
  clients.close();
  const good = counted.filter(({ status }) => status === 200);
  const delays = good.map(({ delay }) => delay).sort((a, b) => a - b);
  const total = counted.length + unanswered;
  return {
    goodput: good.length / seconds,
    p50: delays[Math.floor(delays.length * 0.5)] ?? NaN,
    p99: delays[Math.floor(delays.length * 0.99)] ?? NaN,
    refused: counted.filter(({ status, retries }) => status === 503 && retries).length / total,
    unanswered: unanswered / total,
  };
}

interface Answer {
  readonly status: number;
  /** Whether it says when to come back. */
  readonly retries: boolean;
  readonly dueAt: number;
  readonly delay: number;
}

class Clients {
  readonly answers: Answer[] = [];
  readonly #port: number;
  readonly #request: string;
  readonly #idle: Client[] = [];
  readonly #all: Client[] = [];
  /** Due, but there was no connection left. */
  readonly #stuck: number[] = [];

  constructor(port: number, path: string) {
    this.#port = port;
    this.#request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
  }

  send(dueAt: number): void {
    const client = this.#idle.pop() ?? this.#open();
    if (client === undefined) this.#stuck.push(dueAt);
    else client.send(this.#request, dueAt);
  }

  /** How many that were due since then have no answer yet. */
  waiting(since: number): number {
    return [...this.#stuck, ...this.#all.flatMap(({ dueAt }) => dueAt ?? [])].filter((dueAt) => dueAt >= since).length;
  }

  close(): void {
    for (const client of this.#all) client.close();
  }

  #open(): Client | undefined {
    if (this.#all.length >= mostConnections) return undefined;
    const client = new Client(this.#port, (answer) => {
      this.answers.push(answer);
      this.#idle.push(client);
    });
    this.#all.push(client);
    return client;
  }
}

/** One connection, one request at a time. */
class Client {
  readonly #socket: Socket;
  /** Of the request on its way. */
  dueAt: number | undefined;
  #text = '';

  constructor(port: number, onAnswer: (answer: Answer) => void) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket.on('error', () => undefined);
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      if (!isWhole(this.#text) || this.dueAt === undefined) return;
      const { dueAt } = this;
      const answer = { status: Number(this.#text.slice(9, 12)), retries: /\r\nretry-after: \d/i.test(this.#text), dueAt, delay: performance.now() - dueAt };
      this.dueAt = undefined;
      this.#text = '';
      onAnswer(answer);
    });
  }

  send(request: string, dueAt: number): void {
    this.dueAt = dueAt;
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.resetAndDestroy();
  }
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  return end > 0 && text.length >= end + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
}
