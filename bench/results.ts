import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ColdStart } from './cold-start.ts';
import { cost, ratio, speed, spread, type Measured } from './figures.ts';
import { loadNames, servers, titleOf, type HttpResults, type LoadName } from './http.ts';
import { replaceSections, table, thousands, type Section } from './section.ts';

/** Puts sections into `bench/RESULTS.md`, each in the place of the one of its name. */
export function writeSections(sections: readonly Section[]): void {
  writeBeside('RESULTS.md', withHead(replaceSections(readBeside('RESULTS.md'), sections)));
}

export function writeBeside(name: string, text: string): void {
  writeFileSync(fileURLToPath(new URL(name, import.meta.url)), text);
}

function readBeside(name: string): string {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
}

function withHead(page: string): string {
  const [processor] = cpus();
  const machine = `Node ${process.versions.node}, ${processor?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`;
  return `# Results of \`npm run bench\`

Last run ${new Date().toISOString().slice(0, 10)}, ${machine}. [README.md](README.md) says what each part asks, and how to run it alone.

${page.slice(page.indexOf('## '))}`;
}

/** What the loads of http.ts came to. */
export function httpSections({ rounds, seconds }: { rounds: number; seconds: number }, http: HttpResults): Section[] {
  const loads = loadNames.filter((load) => http.measured.some((one) => one.load === load));
  const how = `The server on one core, wrk with 64 connections on the other; ${rounds} rounds of ${seconds} s for each server and load, the servers in turn; medians.
Every server was asked first whether it gives exactly the same answer. What the loads are stands in [http.ts](http.ts), the servers in [peers/](peers).`;
  const speeds = table(['server', ...loads.map(titleOf)], serverRows(http, loads, (one) => `${thousands(speed(one))} ± ${spread(one).toFixed(0)} %`));
  const costs = serverRows(http, loads, (one) => cost(one).toFixed(1), ({ name }) => `${http.memory.get(name)?.toFixed(0)} MB`);
  return [
    { title: 'Requests per second (± half the distance of the extremes)', text: `${how}\n\n${speeds}` },
    { title: 'Microseconds of the server\'s processor time for each request', text: table(['server', ...loads.map(titleOf), 'memory afterwards'], costs) },
    {
      title: 'What was promised',
      text: `Ratios round by round, by requests per second and by processor time, and of the cheapest round of each; a busy machine spoils the first most and the last least.
Side by side: both under load at the same time, on the same core, by processor time, which a busy machine does not spoil.

${table(['what', 'at least', 'by requests/s', 'by processor time', 'of the cheapest rounds', 'side by side'], promises(http))}`,
    },
  ];
}

export function coldStartSection(starts: readonly ColdStart[]): Section {
  const rows = starts.map(({ title, milliseconds, more, megabytes }) => [title, milliseconds.toFixed(0), more.toFixed(0), `${megabytes.toFixed(0)} MB`]);
  return { title: 'From the start of Node until it listens', text: table(['compiled service', 'ms', 'more than bare Node', 'memory then'], rows) };
}

type Server = (typeof servers)[number];

function serverRows({ measured }: HttpResults, loads: readonly LoadName[], print: (one: Measured) => string, last?: (server: Server) => string): string[][] {
  return servers.map((server) => {
    const cells = loads.map((load) => find(measured, server.name, load)).map((one) => (one === undefined ? '–' : print(one)));
    return [server.name, ...cells, ...(last === undefined ? [] : [last(server)])];
  });
}

const ours = 'Specwright';
const byHand = 'uWebSockets.js, JSON by hand';

const promised: readonly [what: string, load: LoadName, one: string, other: string, least: number][] = [
  ['A to JSON by hand', 'A', ours, byHand, 0.9],
  ['B to JSON by hand', 'B', ours, byHand, 0.85],
  ['C to JSON by hand', 'C', ours, byHand, 1.3],
  ['D to Fastify', 'D', ours, 'Fastify', 4],
  ['E: A with 200 more operations, to A', 'A', 'Specwright, 200 more operations', ours, 0.97],
  ['A with every answer checked, to none', 'A', 'Specwright, every answer checked', 'Specwright, no answer checked', 0.9],
  ['B with every answer checked, to none', 'B', 'Specwright, every answer checked', 'Specwright, no answer checked', 0.9],
];

function promises({ measured, pairs }: HttpResults): string[][] {
  return promised.flatMap(([what, load, one, other, least]) => {
    const [mine, theirs] = [find(measured, one, load), find(measured, other, load)];
    if (mine === undefined || theirs === undefined) return [];
    const { speed: bySpeed, cpu, least: cheapest } = ratio(mine, theirs);
    const together = pairs.find((pair) => pair.load === load && pair.one === one && pair.other === other)?.ratio.toFixed(2) ?? '–';
    return [[what, String(least), bySpeed.toFixed(2), cpu.toFixed(2), cheapest.toFixed(2), together]];
  });
}

function find(measured: readonly Measured[], server: string, load: LoadName): Measured | undefined {
  return measured.find((one) => one.server === server && one.load === load);
}
