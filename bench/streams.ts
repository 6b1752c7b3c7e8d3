/**
 * What do a contract and its validation cost where thousands are connected?
 *
 * 5 000 event streams that all get each tick, and 5 000 WebSockets whose messages (130 bytes; five fields, one a list) come back to who sent
 * them or go to everybody. Server on one core, a client of raw sockets in one process on the other. Delay: each socket says something once a
 * second. Throughput: each socket says four things at once and waits for all four. Fan-out: the next one when all have heard the one before.
 * Every message that comes is validated; of those that go as many as `RESPONSE_CHECK` says (production: one in a hundred).
 * Memory: what the server holds with 5 000 open connections more than without, by connection.
 * Result: RESULTS.md.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { compiledFolder } from './compile.ts';
import { cpuSeconds, isPinned, memoryMegabytes, startPeer, type Peer, type PeerStart } from './peer.ts';
import { table, thousands, type Section } from './section.ts';
import type { StreamCommand, StreamFigures } from './clients/stream-command.ts';

/** What was promised; fewer make a quick look. */
const connections = Number(process.env['BENCH_CONNECTIONS'] ?? 5000);

const raw: PeerStart = { name: 'uWebSockets.js, JSON by hand', file: 'peers/streams-raw.js' };
const nodes: PeerStart = { name: 'Node’s HTTP and ws', file: 'peers/streams-ws.js' };
const ours: PeerStart = { name: 'Specwright', file: 'peers/streams-specwright.js' };
const strict: PeerStart = { name: 'Specwright, every message checked', file: 'peers/streams-specwright.js', env: { RESPONSE_CHECK: 'enforce' } };

/** What one server did with one kind of load. */
interface Measured extends StreamFigures {
  /** Microseconds of the server's processor time for each message. */
  readonly cost: number;
}

interface ServerFigures {
  readonly name: string;
  readonly kilobytesPerStream: number;
  readonly kilobytesPerSocket: number;
  readonly ticks: Measured;
  readonly delay: Measured;
  readonly echo: Measured;
  readonly announced: Measured;
}

export async function measureStreams({ seconds }: { seconds: number }): Promise<Section[]> {
  const servers: ServerFigures[] = [];
  for (const start of [raw, nodes, ours, strict]) servers.push(await measureServer(start, seconds));
  return [eventSection(servers.filter(({ name }) => name !== strict.name)), socketSection(servers)];
}

async function measureServer(start: PeerStart, seconds: number): Promise<ServerFigures> {
  const sockets = await withClient(start, async (peer, client) => {
    const kilobytesPerSocket = await growth(peer, () => client.ask({ do: 'open-sockets', count: connections }));
    assert.deepEqual(await client.ask({ do: 'say' }), expected);
    const delay = await measure(peer, () => client.ask({ do: 'echo-delay', seconds }));
    await client.ask({ do: 'echo-throughput', seconds: 1 });
    const echo = await measure(peer, () => client.ask({ do: 'echo-throughput', seconds }));
    const announced = await measure(peer, () => client.ask({ do: 'announce', rounds: 5 * seconds }));
    return { kilobytesPerSocket, delay, echo, announced };
  });
  const streams = await withClient(start, async (peer, client) => {
    const kilobytesPerStream = await growth(peer, () => client.ask({ do: 'open-streams', count: connections }));
    const ticks = await measure(peer, () => client.ask({ do: 'tick', rounds: 5 * seconds }));
    return { kilobytesPerStream, ticks };
  });
  console.error(`  ${start.name}: ${sockets.echo.cost.toFixed(2)} µs an echo, ${sockets.announced.cost.toFixed(2)} announced, ${streams.ticks.cost.toFixed(2)} a tick`);
  return { name: start.name, ...sockets, ...streams };
}

/** A server of its own, so that what one kind of connection left in memory is not counted for the other. */
async function withClient<Result>(start: PeerStart, use: (peer: Peer, client: Client) => Promise<Result>): Promise<Result> {
  const peer = await startPeer(start);
  const client = startClient(peer.port);
  try {
    return await use(peer, client);
  } finally {
    client.stop();
    peer.stop();
  }
}

/** What everybody must answer, so that no server wins by answering something else. */
const expected = {
  type: 'said', number: 7, at: 1000.5, text: 'The kettle is on, and there will be tea for everybody who comes in before five.', tags: ['kitchen', 'tea'],
};

/** Kilobytes by connection. */
async function growth({ pid }: Peer, open: () => Promise<unknown>): Promise<number> {
  const before = memoryMegabytes(pid);
  await open();
  return ((memoryMegabytes(pid) - before) * 1024) / connections;
}

async function measure({ pid }: Peer, run: () => Promise<unknown>): Promise<Measured> {
  const before = cpuSeconds(pid);
  const figures = (await run()) as StreamFigures;
  return { ...figures, cost: ((cpuSeconds(pid) - before) * 1e6) / figures.messages };
}

interface Client {
  ask(command: StreamCommand): Promise<unknown>;
  stop(): void;
}

/** On the second core. */
function startClient(port: number): Client {
  const node = [process.execPath, path.join(compiledFolder, 'bench/clients/stream-client.js'), String(port)];
  const [program = '', ...args] = isPinned ? ['taskset', '-c', '1', ...node] : node;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the client of the streams ended at ${command.do}`);
      return JSON.parse(value) as unknown;
    },
    stop: () => child.kill('SIGKILL'),
  };
}

function eventSection(servers: readonly ServerFigures[]): Section {
  const rows = servers.map(({ name, ticks, kilobytesPerStream }) => [
    name, thousands(ticks.perSecond), ticks.cost.toFixed(1), milliseconds(ticks.p50), milliseconds(ticks.p99), kilobytes(kilobytesPerStream),
  ]);
  return {
    title: 'An event to 5 000 streams',
    text: `The delay is that of all 5 000, from the moment in which the event was announced.

${table(['server', 'events/s', 'µs of the server for each', 'p50', 'p99', 'memory for each stream'], rows)}`,
  };
}

function socketSection(servers: readonly ServerFigures[]): Section {
  const rows = servers.map(({ name, delay, echo, announced, kilobytesPerSocket }) => [
    name, thousands(echo.perSecond), echo.cost.toFixed(2), milliseconds(delay.p50), milliseconds(delay.p99),
    thousands(announced.perSecond), announced.cost.toFixed(2), milliseconds(announced.p50), milliseconds(announced.p99), kilobytes(kilobytesPerSocket),
  ]);
  const head = ['server', 'echoes/s', 'µs each', 'p50', 'p99', 'announced/s', 'µs each', 'p50', 'p99', 'memory for each socket'];
  return { title: '5 000 WebSockets', text: `The delay of an echo at 5 000 a second; the delay of what is announced is that of all 5 000.\n\n${table(head, rows)}\n\n${verdict(servers)}` };
}

function verdict(servers: readonly ServerFigures[]): string {
  const [byHand, mine, checked] = [raw, ours, strict].map(({ name }) => servers.find((server) => server.name === name));
  if (!byHand || !mine || !checked) return '';
  const less = (one: ServerFigures, other: ServerFigures): string => `${((1 - other.echo.cost / one.echo.cost) * 100).toFixed(0)} %`;
  return `By processor time echoes with validation are ${less(mine, byHand)} fewer than JSON by hand (promised: at most 15 %), and
${less(checked, byHand)} where everything that is sent is checked, too.`;
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function kilobytes(value: number): string {
  return `${value.toFixed(1)} KB`;
}
