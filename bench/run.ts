import { statSync } from 'node:fs';
import { readArguments, UsageError } from '../generator/commands/arguments.ts';
import { chart } from './chart.ts';
import { coldStart } from './cold-start.ts';
import { compileServers } from './compile.ts';
import { fanOut } from './fan-out.ts';
import { generation } from './generation.ts';
import { measureGrowth } from './growth.ts';
import { http, loadNames, type LoadName } from './http.ts';
import { measureLoad } from './load.ts';
import { coldStartSection, httpSections, writeBeside, writeSections } from './results.ts';
import type { Section } from './section.ts';
import { measureStreams } from './streams.ts';
import { measureWriting } from './writing.ts';

interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly isQuick: boolean;
  readonly isPrinted: boolean;
  readonly loads: readonly LoadName[];
}

/** In the order of RESULTS.md. */
const parts: Readonly<Record<string, (options: Options) => Promise<Section[]>>> = {
  http: measureHttp,
  writing: measureWriting,
  start: async ({ isQuick }) => [coldStartSection(await coldStart(isQuick ? 3 : 7))],
  load: measureLoad,
  streams: measureStreams,
  growth: measureGrowth,
  conversation: fanOut,
};

const help = `specwright bench

Measures, and writes bench/RESULTS.md and bench/results.svg. Takes about ten minutes; keep the machine quiet meanwhile. Needs wrk
(Debian: apt-get install wrk). bench/README.md says what each part asks.

  --part <names>  only these (${Object.keys(parts).join(', ')}), with commas between; the rest of RESULTS.md stays
  --print         prints the sections instead of writing them
  --only <loads>  for example AD: of http only these (${loadNames.join(', ')}), printed
  --rounds <n>    rounds per server and load (default 7)
  --seconds <n>   seconds per round (default 1)
  --quick         2 rounds
  --generation    what generating costs instead (bench/generation.ts), from GitHub's description, which is fetched the first time;
                  --document <file>: from this contract, printed`;

/** The figures that README.md shows. */
export async function bench(args: readonly string[]): Promise<number> {
  const values = readArguments('bench', args, {
    part: { type: 'string' },
    print: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    generation: { type: 'boolean', default: false },
    document: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return (console.log(help), 0);
  if (values.document !== undefined) checkDocument(values.document, values.generation);
  if (values.generation) return (tell([await generation(values.document)], values.print || values.document !== undefined), 0);
  const loads = loadNames.filter((name) => (values.only ?? loadNames.join('')).includes(name));
  const rounds = Number(values.rounds ?? (values.quick ? 2 : 7));
  const seconds = Number(values.seconds ?? 1);
  const chosen = values.only === undefined ? (values.part?.split(',') ?? Object.keys(parts)) : ['http'];
  const unknown = chosen.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) throw new UsageError(`specwright bench: there is no part ${unknown}; there are ${Object.keys(parts).join(', ')}`);
  if (loads.length === 0 || !(rounds > 0) || !(seconds > 0)) return (console.error(help), 2);
  compileServers();
  const isPrinted = values.print || values.only !== undefined;
  for (const name of chosen) {
    const sections = (await parts[name]?.({ rounds, seconds, loads, isQuick: values.quick, isPrinted })) ?? [];
    tell(sections, isPrinted);
  }
  return 0;
}

function checkDocument(document: string, isGeneration: boolean): void {
  if (!isGeneration) throw new UsageError('specwright bench: --document is for --generation');
  if (!statSync(document, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`specwright bench: there is no file ${document}`);
}

function tell(sections: readonly Section[], isPrinted: boolean): void {
  if (!isPrinted) return writeSections(sections);
  for (const { title, text } of sections) console.log(`## ${title}\n\n${text}\n`);
}

async function measureHttp({ rounds, seconds, loads, isPrinted }: Options): Promise<Section[]> {
  const results = await http({ only: loads, rounds, seconds });
  if (!isPrinted && loads.length === loadNames.length) writeBeside('results.svg', chart(results.measured));
  return httpSections({ rounds, seconds }, results);
}
