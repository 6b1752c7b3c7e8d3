/**
 * Measures each of them in every round, every other round from behind, so that a busy minute of the machine counts for all and
 * nobody always comes first. What came of each, round by round.
 */
export async function inTurn<One, Result>(all: readonly One[], rounds: number, measure: (one: One, round: number) => Promise<Result>): Promise<Result[][]> {
  const results = all.map((): Result[] => []);
  for (let round = 1; round <= rounds; round += 1) {
    const places = [...all.keys()];
    for (const place of round % 2 === 0 ? places.reverse() : places) results[place]?.push(await measure(all[place] as One, round));
  }
  return results;
}
