import { parseArgs } from 'node:util';
import { http } from './http.ts';

const benches = { http };

const help = `specwright bench [name …]

Runs the benches (${Object.keys(benches).join(', ')}; all of them by default). Keep the machine quiet meanwhile.

  --rounds <n>    rounds per server (default 5)
  --seconds <n>   seconds per round (default 5)`;

/** One question per file; the answer is printed as a table. */
export async function bench(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '5' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const unknown = positionals.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`specwright bench: no bench is called ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
    return 2;
  }
  for (const [name, run] of Object.entries(benches))
    if (positionals.length === 0 || positionals.includes(name)) await run({ rounds: Number(values.rounds), seconds: Number(values.seconds) });
  return 0;
}
