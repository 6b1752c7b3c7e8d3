import { parseArgs } from 'node:util';
import { coldStart } from './cold-start.ts';
import { compileServers } from './compile.ts';
import { http, loadNames } from './http.ts';
import { generation } from './generation.ts';
import { formatResults, writeResults } from './results.ts';

const help = `specwright bench

Compares servers under the loads ${loadNames.join(', ')} (bench/http.ts), then measures cold starts, and writes bench/RESULTS.md and
bench/results.svg. Takes about five minutes; keep the machine quiet meanwhile. Needs wrk (Debian: apt-get install wrk).

  --only <loads>  for example AD: only these, printed, nothing written
  --rounds <n>    rounds per server and load (default 5)
  --seconds <n>   seconds per round (default 2)
  --quick         3 rounds of 1 second: about two minutes
  --generation    what generating costs instead (bench/generation.ts); --document <file>: from this contract`;

/** The figures that README.md shows. */
export async function bench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      generation: { type: 'boolean', default: false },
      document: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.generation) {
    await generation(values.document);
    return 0;
  }
  const only = loadNames.filter((name) => (values.only ?? loadNames.join('')).includes(name));
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
  const seconds = Number(values.seconds ?? (values.quick ? 1 : 2));
  if (only.length === 0 || !(rounds > 0) || !(seconds > 0)) {
    console.error(help);
    return 2;
  }
  compileServers();
  const results = await http({ only, rounds, seconds });
  if (values.only !== undefined) console.log(formatResults({ rounds, seconds, http: results, coldStart: [] }));
  else writeResults({ rounds, seconds, http: results, coldStart: await coldStart(values.quick ? 3 : 7) });
  return 0;
}
