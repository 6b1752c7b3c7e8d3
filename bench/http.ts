/**
 * How much of hand-written uWebSockets.js is left when a contract stands in between, and how far is Fastify?
 *
 * A: a typed GET (path uuid, integer query with default, repeated array parameter), about 300 bytes back.
 * B: a JSON POST of about 500 bytes, validated (nested objects, list, enum, email, date-time, no unknown fields), sent back with an id.
 * Server on one core, wrk with 64 connections on the other, the servers in turn, several rounds; medians and ratios.
 * The response check is as in production. Result: see the table in README.md.
 */
import assert from 'node:assert/strict';
import { hasWrk, median, requestsPerSecond, startPeer, type Load, type Peer } from './load.ts';
import { itemPath, order } from './peers/order.ts';

const loads: Record<string, Load> = {
  'A typed GET': { method: 'GET', path: itemPath },
  'B JSON POST': { method: 'POST', path: '/orders', body: JSON.stringify(order) },
};

const servers = { raw: './peers/raw.ts', specwright: './peers/specwright.ts', fastify: './peers/fastify.ts' };

/** `specwright bench http`: rounds of a few seconds, then one line per load and server. */
export async function http({ rounds, seconds }: { rounds: number; seconds: number }): Promise<void> {
  if (!(await hasWrk())) throw new Error('this bench needs wrk (Debian: apt-get install wrk)');
  const peers = await Promise.all(Object.entries(servers).map(([name, file]) => startPeer(name, file)));
  try {
    for (const load of Object.values(loads)) await compareAnswers(peers, load);
    for (const [title, load] of Object.entries(loads)) report(title, await measure(peers, load, rounds, seconds));
  } finally {
    for (const peer of peers) peer.stop();
  }
}

/** No server may win by answering something else. */
async function compareAnswers(peers: readonly Peer[], load: Load): Promise<void> {
  const answers = await Promise.all(peers.map((peer) => answer(peer, load)));
  for (const other of answers) assert.deepEqual(other, answers[0]);
}

async function answer({ port }: Peer, { method, path, body }: Load): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body, headers: body ? { 'content-type': 'application/json' } : {} });
  return { status: response.status, body: await response.json() };
}

async function measure(peers: readonly Peer[], load: Load, rounds: number, seconds: number): Promise<Map<string, number[]>> {
  const figures = new Map<string, number[]>(peers.map(({ name }) => [name, []]));
  for (const peer of peers) await requestsPerSecond(peer, load, 2);
  for (let round = 1; round <= rounds; round++)
    for (const peer of peers) {
      const figure = await requestsPerSecond(peer, load, seconds);
      figures.get(peer.name)?.push(figure);
      console.error(`  round ${round}/${rounds}  ${load.method} ${peer.name}: ${Math.round(figure)}/s`);
    }
  return figures;
}

function report(title: string, figures: ReadonlyMap<string, readonly number[]>): void {
  const raw = figures.get('raw') ?? [];
  console.log(`\n${title}\n| server | requests/s (median) | min – max | ratio to raw, round by round (median) |\n|---|---|---|---|`);
  for (const [name, values] of figures) {
    const ratio = median(values.map((value, round) => value / (raw[round] ?? NaN)));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    console.log(`| ${name} | ${Math.round(median(values))} | ${Math.round(low)} – ${Math.round(high)} | ${ratio.toFixed(2)} |`);
  }
}
