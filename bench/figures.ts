import type { Figures } from './wrk.ts';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** The rounds of one server under one load. */
export interface Measured {
  readonly server: string;
  readonly load: string;
  readonly rounds: readonly Figures[];
}

export function speed({ rounds }: Measured): number {
  return median(rounds.map(({ requestsPerSecond }) => requestsPerSecond));
}

/** Half the distance between the slowest and the fastest round, in percent of the median. */
export function spread(measured: Measured): number {
  const speeds = measured.rounds.map(({ requestsPerSecond }) => requestsPerSecond);
  return ((Math.max(...speeds) - Math.min(...speeds)) / 2 / speed(measured)) * 100;
}

/** Microseconds of processor time for one request. */
export function cost({ rounds }: Measured): number {
  return median(rounds.map(({ cpuPerRequest }) => cpuPerRequest));
}

export interface Ratio {
  readonly speed: number;
  readonly cpu: number;
  /** Of the cheapest round of each: what else the machine does can only add to a round. */
  readonly least: number;
}

/** How many times as fast `one` is as `other`: round by round, by requests per second and by processor time. */
export function ratio(one: Measured, other: Measured): Ratio {
  const pairs = one.rounds.flatMap((figures, round) => {
    const against = other.rounds[round];
    return against === undefined ? [] : [[figures, against] as const];
  });
  return {
    speed: median(pairs.map(([mine, theirs]) => mine.requestsPerSecond / theirs.requestsPerSecond)),
    cpu: median(pairs.map(([mine, theirs]) => theirs.cpuPerRequest / mine.cpuPerRequest)),
    least: leastCost(other) / leastCost(one),
  };
}

function leastCost({ rounds }: Measured): number {
  return Math.min(...rounds.map(({ cpuPerRequest }) => cpuPerRequest));
}
