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
import { median } from './figures.ts';
import { inTurn } from './in-turn.ts';
import type { Rounds } from './load-in-turn.ts';
import { cpuSeconds, isPinned, memoryMegabytes, startPeer, type Peer, type PeerStart } from './peer.ts';
import { table, thousands, type Section } from './section.ts';
import type { StreamCommand, StreamFigures } from './clients/stream-command.ts';

/** What was promised; fewer make a quick look. */
const connections = Number(process.env['BENCH_CONNECTIONS'] ?? 5000);

const raw: PeerStart = { name: 'uWebSockets.js, JSON by hand', file: 'peers/streams-raw.js' };
const nodes: PeerStart = { name: 'Node’s HTTP and ws', file: 'peers/streams-ws.js' };
const ours: PeerStart = { name: 'Specwright', file: 'peers/streams-specwright.js' };
const strict: PeerStart = { name: 'Specwright, every message checked', file: 'peers/streams-specwright.js', env: { RESPONSE_CHECK: 'enforce' } };

/** What one server did with one kind of load in one round. */
interface Measured extends StreamFigures {
  /** Microseconds of the server's processor time for each message. */
  readonly cost: number;
}

/** A server with all its connections, and the client that holds them. */
interface Filled {
  readonly name: string;
  readonly peer: Peer;
  readonly client: Client;
  /** Of memory, for each connection. */
  readonly kilobytes: number;
}

interface ServerFigures<Kind extends string> {
  readonly name: string;
  readonly kilobytes: number;
  readonly rounds: readonly Readonly<Record<Kind, Measured>>[];
}

/** Each kind of connection with servers of its own, so that what one left in memory is not counted for the other. */
export async function measureStreams(rounds: Rounds): Promise<Section[]> {
  const sockets = await measureFilled([raw, nodes, ours, strict], 'open-sockets', rounds, socketRound);
  const streams = await measureFilled([raw, nodes, ours], 'open-streams', rounds, streamRound);
  return [eventSection(streams), socketSection(sockets)];
}

async function socketRound({ peer, client }: Filled, seconds: number): Promise<Record<'delay' | 'echo' | 'announced', Measured>> {
  const delay = await measure(peer, () => client.ask({ do: 'echo-delay', seconds }));
  const echo = await measure(peer, () => client.ask({ do: 'echo-throughput', seconds }));
  return { delay, echo, announced: await measure(peer, () => client.ask({ do: 'announce', rounds: 5 * seconds })) };
}

async function streamRound({ peer, client }: Filled, seconds: number): Promise<Record<'ticks', Measured>> {
  return { ticks: await measure(peer, () => client.ask({ do: 'tick', rounds: 5 * seconds })) };
}

/** The servers in turn, after a round that does not count: the first event comes to thousands through code that nobody has compiled yet. */
async function measureFilled<Kind extends string>(
  starts: readonly PeerStart[],
  opening: 'open-sockets' | 'open-streams',
  { rounds, seconds }: Rounds,
  round: (filled: Filled, seconds: number) => Promise<Record<Kind, Measured>>,
): Promise<ServerFigures<Kind>[]> {
  const filled: Filled[] = [];
  try {
    for (const start of starts) filled.push(await fill(start, opening));
    await inTurn(filled, 1, (one) => round(one, 1));
    const measured = await inTurn(filled, rounds, (one, number) => {
      console.error(`  round ${number}/${rounds}  ${opening}  ${one.name}`);
      return round(one, seconds);
    });
    return filled.map(({ name, kilobytes }, place) => ({ name, kilobytes, rounds: measured[place] ?? [] }));
  } finally {
    for (const { peer, client } of filled) {
      client.stop();
      peer.stop();
    }
  }
}

async function fill(start: PeerStart, opening: 'open-sockets' | 'open-streams'): Promise<Filled> {
  const peer = await startPeer(start);
  const client = startClient(peer.port);
  const kilobytes = await growth(peer, () => client.ask({ do: opening, count: connections }));
  if (opening === 'open-sockets') assert.deepEqual(await client.ask({ do: 'say' }), expected);
  return { name: start.name, peer, client, kilobytes };
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

function eventSection(servers: readonly ServerFigures<'ticks'>[]): Section {
  const rows = servers.map(({ name, rounds, kilobytes }) => {
    const ticks = middle(rounds, 'ticks');
    return [name, thousands(ticks.perSecond), ticks.cost.toFixed(1), milliseconds(ticks.p50), milliseconds(ticks.p99), inKilobytes(kilobytes)];
  });
  return {
    title: 'An event to 5 000 streams',
    text: `The delay is that of all 5 000, from the moment in which the event was announced; medians of the rounds.

${table(['server', 'events/s', 'µs of the server for each', 'p50', 'p99', 'memory for each stream'], rows)}`,
  };
}

type SocketFigures = ServerFigures<'delay' | 'echo' | 'announced'>;

function socketSection(servers: readonly SocketFigures[]): Section {
  const rows = servers.map(({ name, rounds, kilobytes }) => {
    const [delay, echo, announced] = [middle(rounds, 'delay'), middle(rounds, 'echo'), middle(rounds, 'announced')];
    return [
      name, thousands(echo.perSecond), echo.cost.toFixed(2), milliseconds(delay.p50), milliseconds(delay.p99),
      thousands(announced.perSecond), announced.cost.toFixed(2), milliseconds(announced.p50), milliseconds(announced.p99), inKilobytes(kilobytes),
    ];
  });
  const head = ['server', 'echoes/s', 'µs each', 'p50', 'p99', 'announced/s', 'µs each', 'p50', 'p99', 'memory for each socket'];
  return {
    title: '5 000 WebSockets',
    text: `The delay of an echo at 5 000 a second; the delay of what is announced is that of all 5 000; medians of the rounds.\n\n${table(head, rows)}\n\n${verdict(servers)}`,
  };
}

/** The median of each figure. */
function middle<Kind extends string>(rounds: readonly Readonly<Record<Kind, Measured>>[], kind: Kind): Measured {
  const of = (figure: keyof Measured): number => median(rounds.map((round) => round[kind][figure]));
  return { p50: of('p50'), p99: of('p99'), perSecond: of('perSecond'), messages: of('messages'), cost: of('cost') };
}

function verdict(servers: readonly SocketFigures[]): string {
  const [byHand, mine, checked] = [raw, ours, strict].map(({ name }) => servers.find((server) => server.name === name));
  if (!byHand || !mine || !checked) return '';
  return `By processor time, round by round, echoes with validation are ${fewer(mine, byHand)} fewer than JSON by hand (promised: at most 15 %), and
${fewer(checked, byHand)} where everything that is sent is checked, too.`;
}

function fewer(one: SocketFigures, other: SocketFigures): string {
  const ratios = one.rounds.map(({ echo }, round) => (other.rounds[round]?.echo.cost ?? NaN) / echo.cost);
  return `${((1 - median(ratios)) * 100).toFixed(0)} %`;
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function inKilobytes(value: number): string {
  return `${value.toFixed(1)} KB`;
}
