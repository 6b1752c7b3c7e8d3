import { parseArgs } from 'node:util';
import { dataDirectory } from '../main/data-directory.ts';
import { openSessionExample } from '../main/demo.ts';

const help = `specwright demo [--url http://localhost:8081] [--user user-1]

Prints a request that opens a session as a customer of the demo tenant: paste it into a shell while \`npm start\` runs.
The tokens in it are signed with this machine's demo key; the assertion works once and for four minutes.`;

/** What a bank's portal does, for trying the sessions out by hand. */
export async function demo(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string', default: 'http://localhost:8081' },
      user: { type: 'string', default: 'user-1' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { url, user } = values;
  console.log(values.help ? help : await openSessionExample({ url, user, dataDirectory: dataDirectory(process.env) }));
  return 0;
}
