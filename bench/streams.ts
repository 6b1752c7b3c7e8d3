/**
 * What do a contract and its validation cost where thousands are connected?
 *
 * 5 000 event streams that all get each tick, and 5 000 WebSockets whose messages (130 bytes; five fields, one a list) come back to who sent
 * them or go to everybody. Server on one core, a client of raw sockets in one process on the other. Delay: each socket says something once a
 * second. Throughput: each socket says four things at once and waits for all four. Fan-out: the next one when all have heard the one before.
 * Every message that comes is validated; of those that go as many as `RESPONSE_CHECK` says (production: one in a hundred).
 * Echoes are also measured with ours and the one by hand under load at the same time (side-by-side.ts).
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
import { compareSideBySide } from './side-by-side.ts';
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
  const sockets = await withFilled([raw, nodes, ours, strict], 'open-sockets', async (filled) => {
    const servers = await measureInTurn(filled, rounds, socketRound);
    return socketSection(servers, await compareEchoes(filled, rounds));
  });
  const streams = await withFilled([raw, nodes, ours], 'open-streams', (filled) => measureInTurn(filled, rounds, streamRound));
  return [eventSection(streams), sockets];
}

/** How many times as cheap an echo is as by hand, both under load at the same time. */
async function compareEchoes(filled: readonly Filled[], { rounds, seconds }: Rounds): Promise<Record<'ours' | 'strict', number>> {
  const against = async ({ name }: PeerStart): Promise<number> => {
    const [mine, byHand] = [name, raw.name].map((wanted) => filled.find((one) => one.name === wanted));
    if (mine === undefined || byHand === undefined) return NaN;
    return compareSideBySide(mine, byHand, rounds, async (one) => (await echo(one, seconds)).cost);
  };
  return { ours: await against(ours), strict: await against(strict) };
}

function echo({ peer, client }: Filled, seconds: number): Promise<Measured> {
  return measure(peer, () => client.ask({ do: 'echo-throughput', seconds }));
}

async function socketRound(filled: Filled, seconds: number): Promise<Record<'delay' | 'echo' | 'announced', Measured>> {
  const { peer, client } = filled;
  const delay = await measure(peer, () => client.ask({ do: 'echo-delay', seconds }));
  return { delay, echo: await echo(filled, seconds), announced: await measure(peer, () => client.ask({ do: 'announce', rounds: 5 * seconds })) };
}

async function streamRound({ peer, client }: Filled, seconds: number): Promise<Record<'ticks', Measured>> {
  return { ticks: await measure(peer, () => client.ask({ do: 'tick', rounds: 5 * seconds })) };
}

async function withFilled<Result>(
  starts: readonly PeerStart[],
  opening: 'open-sockets' | 'open-streams',
  use: (filled: readonly Filled[]) => Promise<Result>,
): Promise<Result> {
  const filled: Filled[] = [];
  try {
    for (const start of starts) filled.push(await fill(start, opening));
    return await use(filled);
  } finally {
    for (const { peer, client } of filled) {
      client.stop();
      peer.stop();
    }
  }
}

/** The servers in turn, after a round that does not count: the first event comes to thousands through code that nobody has compiled yet. */
async function measureInTurn<Kind extends string>(
  filled: readonly Filled[],
  { rounds, seconds }: Rounds,
  round: (filled: Filled, seconds: number) => Promise<Record<Kind, Measured>>,
): Promise<ServerFigures<Kind>[]> {
  await inTurn(filled, 1, (one) => round(one, 1));
  const measured = await inTurn(filled, rounds, (one, number) => {
    console.error(`  round ${number}/${rounds}  ${one.name}, ${connections} connections`);
    return round(one, seconds);
  });
  return filled.map(({ name, kilobytes }, place) => ({ name, kilobytes, rounds: measured[place] ?? [] }));
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

function socketSection(servers: readonly SocketFigures[], sideBySide: Record<'ours' | 'strict', number>): Section {
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
    text: `The delay of an echo at 5 000 a second; the delay of what is announced is that of all 5 000; medians of the rounds.\n\n${table(head, rows)}\n\n${verdict(servers, sideBySide)}`,
  };
}

/** The median of each figure. */
function middle<Kind extends string>(rounds: readonly Readonly<Record<Kind, Measured>>[], kind: Kind): Measured {
  const of = (figure: keyof Measured): number => median(rounds.map((round) => round[kind][figure]));
  return { p50: of('p50'), p99: of('p99'), perSecond: of('perSecond'), messages: of('messages'), cost: of('cost') };
}

function verdict(servers: readonly SocketFigures[], sideBySide: Record<'ours' | 'strict', number>): string {
  return `Echoes with validation that are fewer than JSON by hand, by processor time (promised: at most 15 %):

${table(['what is checked', 'in turn', 'side by side'], [
    ['what comes, and a sample of what is sent', fewer(inTurnRatio(servers, ours)), fewer(sideBySide.ours)],
    ['what comes, and everything that is sent', fewer(inTurnRatio(servers, strict)), fewer(sideBySide.strict)],
  ])}`;
}

function inTurnRatio(servers: readonly SocketFigures[], { name }: PeerStart): number {
  const [mine, byHand] = [name, raw.name].map((wanted) => servers.find((server) => server.name === wanted));
  return median(mine?.rounds.map((round, place) => (byHand?.rounds[place]?.echo.cost ?? NaN) / round.echo.cost) ?? []);
}

function fewer(ratio: number): string {
  return `${((1 - ratio) * 100).toFixed(0)} %`;
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function inKilobytes(value: number): string {
  return `${value.toFixed(1)} KB`;
}
