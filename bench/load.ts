/**
 * What happens when there is more to do than one process, or the database, can?
 *
 * Workers: a handler that burns a millisecond of processor time (as the process's own clock counts it), asked by wrk with 64 connections, the
 * load generator hardly counts: one worker and two, in turn. Rows: one row of a table of 1 000 by its key through `pg`, a pool of 10; Postgres
 * runs on the same two cores, so processor time of the server says more than requests per second. Overload: first the peak of a closed
 * loop, then twice as many requests per second for as long as it lasts, from new connections where all others wait, 200 and 503 told apart; a
 * handler that burns a millisecond, and one whose statement takes five milliseconds of one of ten connections.
 * Result: RESULTS.md.
 */
import assert from 'node:assert/strict';
import { startEmbeddedPostgres } from '../domain/database/embedded.ts';
import pg from 'pg';
import path from 'node:path';
import { compiledFolder } from './compile.ts';
import { cost, ratio, speed, type Measured } from './figures.ts';
import { loadInTurn, type Rounds } from './load-in-turn.ts';
import { overload, type OpenFigures } from './open-loop.ts';
import { startPeer, type Peer, type PeerStart } from './peer.ts';
import { createRows } from './peers/rows.ts';
import { table, thousands, type Section } from './section.ts';
import { putLoadOn, type Load } from './wrk.ts';

const work: Load = { title: 'a millisecond of work', method: 'GET', path: '/work', status: 200, mayBeRefused: true };
const row: Load = { title: 'one row', method: 'GET', path: '/rows/7', status: 200 };
const slowRow: Load = { title: 'one slow row', method: 'GET', path: '/slow-rows/7', status: 200, mayBeRefused: true };

export async function measureLoad(options: Rounds): Promise<Section[]> {
  return [await measureWorkers(options), ...(await withRows((env) => measureDatabase(env, options)))];
}

async function measureWorkers(rounds: Rounds): Promise<Section> {
  const starts = [1, 2].map((count) => ({ name: `WORKERS=${count}`, file: 'peers/load-specwright.js', env: { WORKERS: String(count) }, isSpread: true }));
  const measured = await withPeers(starts, (peers) => loadInTurn(peers, work, rounds));
  const [one, two] = measured;
  const times = one === undefined || two === undefined ? NaN : ratio(two, one).speed;
  const rows = measured.map((each) => [each.server, thousands(speed(each))]);
  return {
    title: 'Two workers on two cores',
    text: `A handler that burns a millisecond of processor time, 64 connections.

${table(['processes', 'requests/s'], rows)}

Two answer ${times.toFixed(2)} times as many as one (promised: 1.7), the load generator's share of the two cores included.`,
  };
}

async function measureDatabase(env: Readonly<Record<string, string>>, rounds: Rounds): Promise<Section[]> {
  const servers: PeerStart[] = [
    { name: 'Fastify, named statement', file: 'peers/load-fastify.js', env },
    { name: 'Specwright, named statement', file: 'peers/load-specwright.js', env },
    { name: 'Fastify, as behind a pooler', file: 'peers/load-fastify.js', env: { ...env, POOLER: 'yes' } },
    { name: 'Specwright, as behind a pooler', file: 'peers/load-specwright.js', env: { ...env, POOLER: 'yes' } },
  ];
  const rows = await withPeers(servers, async (peers) => {
    await compareRows(peers);
    return loadInTurn(peers, row, rounds);
  });
  return [rowSection(rows), await measureOverload(env, 2 * rounds.seconds)];
}

/** No server may win by answering something else. */
async function compareRows(peers: readonly Peer[]): Promise<void> {
  const answers = await Promise.all(peers.map(async ({ port }) => (await fetch(`http://127.0.0.1:${port}${row.path}`)).text()));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
}

function rowSection(measured: readonly Measured[]): Section {
  const rows = measured.map((each, place) => {
    // Each Fastify stands before what does the same.
    const against = ratio(each, measured[place - (place % 2)] ?? each);
    return [each.server, thousands(speed(each)), cost(each).toFixed(1), against.speed.toFixed(2), against.cpu.toFixed(2)];
  });
  return {
    title: 'One row through pg',
    text: `A typed GET that reads one row by its key, a pool of 10, 64 connections; Postgres on the same two cores. Behind a transaction
pooler statements have no names, since a prepared one is state of a server connection that the pooler hands to others: Postgres then reads and plans each
anew, which is what such a service waits for. Ratios are to the Fastify that does the same.

${table(['server', 'requests/s', 'µs of the server', 'to Fastify by requests/s', 'by processor time'], rows)}`,
  };
}

/** Each server alone, and a new one for each load: one that queues goes on burning for seconds after its clients have left. */
async function measureOverload(env: Readonly<Record<string, string>>, seconds: number): Promise<Section> {
  const rows: string[][] = [];
  for (const load of [work, slowRow])
    for (const [name, file] of [['Fastify', 'peers/load-fastify.js'], ['Specwright', 'peers/load-specwright.js']] as const)
      rows.push([load.title, name, ...(await withPeers([{ name, file, env }], ([peer]) => overloadOf(peer, load, seconds)))]);
  const head = ['what is short', 'server', 'peak/s', 'goodput at 2 × peak', 'p50 of 200', 'p99 of 200', '503 with Retry-After', 'no answer'];
  return {
    title: 'At twice the capacity',
    text: `First the peak with 64 connections that wait for each other, then twice as many requests each second; measured from the third second on, the
delay from when a request was due. Promised: goodput of at least 90 % of the peak.

${table(head, rows)}`,
  };
}

async function overloadOf(peer: Peer | undefined, load: Load, seconds: number): Promise<string[]> {
  if (peer === undefined) return [];
  await putLoadOn(peer, load, 1);
  const peak = (await putLoadOn(peer, load, seconds)).requestsPerSecond;
  const figures = await overload({ port: peer.port, path: load.path, rate: 2 * peak, seconds: seconds + 2 });
  return [thousands(peak), ...overloadCells(figures, peak)];
}

function overloadCells({ goodput, p50, p99, refused, unanswered }: OpenFigures, peak: number): string[] {
  return [`${percent(goodput / peak)}`, `${p50.toFixed(0)} ms`, `${p99.toFixed(0)} ms`, percent(refused), percent(unanswered)];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

async function withPeers<Result>(starts: readonly PeerStart[], use: (peers: readonly Peer[]) => Promise<Result>): Promise<Result> {
  const peers = await Promise.all(starts.map(startPeer));
  try {
    return await use(peers);
  } finally {
    for (const peer of peers) peer.stop();
  }
}

/** A Postgres of the bench's own, with a table of a thousand rows. */
async function withRows<Result>(use: (env: { DATABASE_URL: string }) => Promise<Result>): Promise<Result> {
  const server = await startEmbeddedPostgres({ directory: path.join(compiledFolder, '..', 'bench-postgres'), flags: ['fsync=off'] });
  try {
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`drop table if exists rows; ${createRows}`);
    await client.end();
    return await use({ DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}
