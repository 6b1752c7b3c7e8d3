/** Later than this a timer is late because the process did not run. */
const lateMs = 30;
const mostRounds = 5;

/**
 * Calls back after so long, and later where this process did not run in the meantime: what came over a connection while it stood still has
 * not been read by then, and would be taken for silence. Returns what ends it.
 */
export function startFairTimer(milliseconds: number, done: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (next: number, round: number) => {
    const due = performance.now() + next;
    timer = setTimeout(() => {
      const late = performance.now() - due;
      if (late < lateMs || round >= mostRounds) done();
      else wait(Math.min(milliseconds, 2 * late), round + 1);
    }, next);
  };
  wait(milliseconds, 1);
  return () => clearTimeout(timer);
}
