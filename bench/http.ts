/**
 * How much of hand-written uWebSockets.js is left when a contract stands in between, and how far is Fastify?
 *
 * A: a typed GET (path uuid, integer query with default, repeated array parameter), about 300 bytes back.
 * B: a JSON POST of about 500 bytes, validated (nested objects, list, enum, email, date-time, no unknown fields), sent back with an id.
 * Server on one core, wrk with 64 connections on the other, the servers in turn, several rounds; medians and ratios.
 * The response check is as in production. Ratios are taken round by round, of requests per second and of the server's
 * processor time per request, which says the same and suffers less from a busy machine. Result: the table in README.md.
 */
import assert from 'node:assert/strict';
import { hasWrk, median, putLoadOn, startPeer, type Figures, type Load, type Peer } from './load.ts';
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

type Measured = ReadonlyMap<string, readonly Figures[]>;

async function measure(peers: readonly Peer[], load: Load, rounds: number, seconds: number): Promise<Measured> {
  const measured = new Map<string, Figures[]>(peers.map(({ name }) => [name, []]));
  for (const peer of peers) await putLoadOn(peer, load, 2);
  for (let round = 1; round <= rounds; round++)
    for (const peer of peers) {
      const figures = await putLoadOn(peer, load, seconds);
      measured.get(peer.name)?.push(figures);
      const { requestsPerSecond, cpuPerRequest } = figures;
      console.error(`  round ${round}/${rounds}  ${load.method} ${peer.name}: ${Math.round(requestsPerSecond)}/s, ${cpuPerRequest.toFixed(1)} µs each`);
    }
  return measured;
}

function report(title: string, measured: Measured): void {
  const raw = measured.get('raw') ?? [];
  console.log(`\n${title}\n| server | requests/s: median (min – max) | to raw | CPU µs per request | raw to this |\n|---|---|---|---|---|`);
  for (const [name, figures] of measured) {
    const speeds = figures.map(({ requestsPerSecond }) => requestsPerSecond);
    const costs = figures.map(({ cpuPerRequest }) => cpuPerRequest);
    const speedRatio = median(speeds.map((speed, round) => speed / (raw[round]?.requestsPerSecond ?? NaN)));
    const costRatio = median(costs.map((cost, round) => (raw[round]?.cpuPerRequest ?? NaN) / cost));
    const spread = `${Math.round(median(speeds))} (${Math.round(Math.min(...speeds))} – ${Math.round(Math.max(...speeds))})`;
    console.log(`| ${name} | ${spread} | ${speedRatio.toFixed(2)} | ${median(costs).toFixed(1)} | ${costRatio.toFixed(2)} |`);
  }
}
