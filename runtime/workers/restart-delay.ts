/** Milliseconds until the first new try. */
const shortest = 100;

const longest = 10_000;

/** A worker that served this long has not crashed for the reason that the one before it had. */
export const steadyMs = 30_000;

/** How long to wait before a worker is started again that has crashed so many times in a row: twice as long each time, up to ten seconds. */
export function restartDelay(crashes: number): number {
  return Math.min(longest, shortest * 2 ** Math.max(0, crashes - 1));
}
