import type { Measured } from './figures.ts';
import { inTurn } from './in-turn.ts';
import type { Peer } from './peer.ts';
import { putLoadOn, type Load } from './wrk.ts';

export interface Rounds {
  readonly rounds: number;
  /** Of each round. */
  readonly seconds: number;
}

/** Puts one load on several servers in turn, after a second in which each gets warm. `name` is what the figures call it. */
export async function loadInTurn(peers: readonly Peer[], load: Load, { rounds, seconds }: Rounds, name = load.title): Promise<Measured[]> {
  for (const peer of peers) await putLoadOn(peer, load, 1);
  const measured = await inTurn(peers, rounds, async (peer, round) => {
    const figures = await putLoadOn(peer, load, seconds);
    const { requestsPerSecond, cpuPerRequest } = figures;
    console.error(`  round ${round}/${rounds}  ${name}  ${peer.name}: ${Math.round(requestsPerSecond)}/s, ${cpuPerRequest.toFixed(1)} µs each`);
    return figures;
  });
  return peers.map((peer, place) => ({ server: peer.name, load: name, rounds: measured[place] ?? [] }));
}
