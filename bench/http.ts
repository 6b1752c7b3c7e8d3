/**
 * How much of hand-written uWebSockets.js is left when a contract stands in between, and how far are the others?
 *
 * A: a typed GET (path uuid, integer query with default, repeated array parameter), about 300 bytes back.
 * B: a JSON POST of about 500 bytes, validated (nested objects, list, enum, email, date-time, no unknown fields), sent back with an id.
 * C: a list of 100, 25.6 KB, written as JSON for every request.
 * D: B with one mistake, told with its place: 400.
 * E: A, with the tables of 200 more operations.
 *
 * Server on one core, wrk with 64 connections on the other, the servers in turn, several rounds; medians and ratios.
 * The response check is as in production (a sample), and in rows of their own off and enforced. Ratios are taken round by round, of
 * requests per second and of the server's processor time per request, which says the same and suffers less from a busy machine. Servers
 * that cost about the same are also compared under load at the same time (side-by-side.ts).
 * Result: RESULTS.md.
 */
import assert from 'node:assert/strict';
import { loadInTurn, type Rounds } from './load-in-turn.ts';
import { memoryMegabytes, startPeer, type Peer, type PeerStart } from './peer.ts';
import { compareSideBySide } from './side-by-side.ts';
import { hasWrk, putLoadOn, type Load } from './wrk.ts';
import { invalidOrder, itemPath, order } from './peers/order.ts';
import type { Measured } from './figures.ts';

const loads = {
  A: { title: 'typed GET', method: 'GET', path: itemPath, status: 200 },
  B: { title: 'JSON POST, validated', method: 'POST', path: '/orders', body: JSON.stringify(order), status: 201 },
  C: { title: 'list of 100, 25.6 KB', method: 'GET', path: '/products', status: 200 },
  D: { title: 'invalid POST → 400', method: 'POST', path: '/orders', body: JSON.stringify(invalidOrder), status: 400 },
} satisfies Record<string, Load>;

export type LoadName = keyof typeof loads;

export const loadNames = Object.keys(loads) as LoadName[];

export const titleOf = (name: LoadName): string => `${name} ${loads[name].title}`;

const ours = 'Specwright';
const byHand = 'uWebSockets.js, JSON by hand';
const [unchecked, checked, larger] = [`${ours}, no answer checked`, `${ours}, every answer checked`, `${ours}, 200 more operations`];

/** With the loads that each of them is there for. */
export const servers: readonly (PeerStart & { readonly loads: readonly LoadName[] })[] = [
  { name: 'uWebSockets.js, fixed bytes', file: 'peers/fixed.js', loads: ['A', 'B', 'C'] },
  { name: byHand, file: 'peers/raw.js', loads: ['A', 'B', 'C'] },
  { name: 'the same with Ajv by hand', file: 'peers/ajv.js', loads: ['A', 'B', 'C', 'D'] },
  { name: 'Fastify', file: 'peers/fastify.js', loads: ['A', 'B', 'C', 'D'] },
  { name: ours, file: 'peers/specwright.js', loads: ['A', 'B', 'C', 'D'] },
  { name: larger, file: 'peers/specwright.js', env: { MORE_ROUTES: '200' }, loads: ['A'] },
  { name: unchecked, file: 'peers/specwright.js', env: { RESPONSE_CHECK: 'off' }, loads: ['A', 'B'] },
  { name: checked, file: 'peers/specwright.js', env: { RESPONSE_CHECK: 'enforce' }, loads: ['A', 'B'] },
];

/** Compared under load at the same time: what costs about the same. */
const pairs: readonly Omit<Pair, 'ratio'>[] = [
  { load: 'A', one: ours, other: byHand },
  { load: 'B', one: ours, other: byHand },
  { load: 'A', one: larger, other: ours },
  { load: 'A', one: checked, other: unchecked },
  { load: 'B', one: checked, other: unchecked },
];

export interface Pair {
  readonly load: LoadName;
  readonly one: string;
  readonly other: string;
  readonly ratio: number;
}

export interface HttpResults {
  readonly measured: readonly Measured[];
  readonly pairs: readonly Pair[];
  /** Megabytes after all loads, by server. */
  readonly memory: ReadonlyMap<string, number>;
}

export interface HttpOptions extends Rounds {
  readonly only: readonly LoadName[];
}

/** Every server under every load that it is there for. */
export async function http({ only, ...rounds }: HttpOptions): Promise<HttpResults> {
  if (!(await hasWrk())) throw new Error('this bench needs wrk (Debian: apt-get install wrk)');
  const peers = await Promise.all(servers.map(startPeer));
  try {
    const measured: Measured[] = [];
    for (const name of only) {
      const taking = peers.filter((_, index) => servers[index]?.loads.includes(name));
      await compareAnswers(taking, loads[name]);
      measured.push(...(await loadInTurn(taking, loads[name], rounds, name)));
    }
    return { measured, pairs: await measurePairs(peers, only, rounds), memory: new Map(peers.map(({ name, pid }) => [name, memoryMegabytes(pid)])) };
  } finally {
    for (const peer of peers) peer.stop();
  }
}

async function measurePairs(peers: readonly Peer[], only: readonly LoadName[], rounds: Rounds): Promise<Pair[]> {
  const measured: Pair[] = [];
  for (const { load, one, other } of pairs.filter((pair) => only.includes(pair.load))) {
    const [mine, theirs] = [one, other].map((wanted) => peers.find(({ name }) => name === wanted));
    if (mine === undefined || theirs === undefined) continue;
    const costOf = async (peer: Peer): Promise<number> => (await putLoadOn(peer, loads[load], rounds.seconds)).cpuPerRequest;
    measured.push({ load, one, other, ratio: await compareSideBySide(mine, theirs, rounds.rounds, costOf) });
  }
  return measured;
}

/** No server may win by answering something else. */
async function compareAnswers(peers: readonly Peer[], load: Load): Promise<void> {
  const answers = await Promise.all(peers.map((peer) => answer(peer, load)));
  for (const other of answers) assert.deepEqual(other, answers[0]);
  assert.equal(answers[0]?.status, load.status);
}

async function answer({ port }: Peer, { method, path, body }: Load): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body, headers: body ? { 'content-type': 'application/json' } : {} });
  return { status: response.status, body: await response.json() };
}
