import { median } from './figures.ts';

/**
 * How many times as cheap a request is for `one` as for `other`, by processor time, the median of the rounds. Both are under the same load
 * from as many connections at the same time and share one core, so that whatever else the machine does meets both alike: what differs by
 * a few per cent can be told apart even where the same server takes half as long again in the next second, and neither comes out of a
 * pause. Every other round the load begins with the other one. Each of two takes the caches from the other, which makes every request of
 * both dearer by about as much: so only for servers that cost about the same, since a ratio of four would come out as three. NaN where
 * the system does not tell processor time.
 */
export async function compareSideBySide<Server>(one: Server, other: Server, rounds: number, measureCost: (server: Server) => Promise<number>): Promise<number> {
  await Promise.all([measureCost(one), measureCost(other)]);
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const [first, second] = round % 2 === 0 ? [other, one] : [one, other];
    const [firstCost, secondCost] = await Promise.all([measureCost(first), measureCost(second)]);
    ratios.push(first === one ? secondCost / firstCost : firstCost / secondCost);
  }
  return median(ratios);
}
