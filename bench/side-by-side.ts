import { median } from './figures.ts';
import type { Rounds } from './load-in-turn.ts';
import type { Peer } from './peer.ts';
import { putLoadOn, type Load } from './wrk.ts';

/**
 * How many times as cheap a request is for `one` as for `other`, by processor time, the median of the rounds. Both are under load at the
 * same time and share one core, so that whatever else the machine does meets both alike: what differs by a few per cent can be told
 * apart even where the same server takes half as long again in the next second. Only for servers whose code and memory are about the
 * same, since each of two also takes the caches from the other. NaN where the system does not tell processor time.
 */
export async function measureSideBySide(one: Peer, other: Peer, load: Load, { rounds, seconds }: Rounds): Promise<number> {
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const [mine, theirs] = await Promise.all([putLoadOn(one, load, seconds), putLoadOn(other, load, seconds)]);
    ratios.push(theirs.cpuPerRequest / mine.cpuPerRequest);
  }
  return median(ratios);
}
