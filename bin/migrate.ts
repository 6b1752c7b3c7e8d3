import { parseArgs } from 'node:util';
import { readConfiguration } from '../main/configuration.ts';
import { prepareStorage, stopAll, type Stop } from '../main/open-storage.ts';

const help = `specwright migrate

Brings the database to the current schema: the one of DATABASE_URL, or the embedded one.
Safe while services run and while others migrate. Forward only: a landed migration is never changed.`;

/** Runs the migrations alone, for deployments that want them before the services. */
export async function migrate(args: readonly string[]): Promise<number> {
  if (parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } } }).values.help) {
    console.log(help);
    return 0;
  }
  const undo: Stop[] = [];
  try {
    await prepareStorage(readConfiguration([], process.env), undo);
  } finally {
    await stopAll(undo);
  }
  return 0;
}
