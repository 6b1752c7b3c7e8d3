import { isWorker } from 'specwright/runtime';
import { configurationHelp, readConfiguration } from './main/configuration.ts';
import { explainStartError } from './main/explain-start-error.ts';
import { bold, say, step } from './main/progress.ts';
import type { Stop } from './main/open-storage.ts';
import { serveAsWorker } from './main/serve-by-workers.ts';
import { startAll, type Running } from './main/start-all.ts';

/** npm passes on the Ctrl-C that the terminal has told us already: a second one this soon is the same press of the key. */
const samePressMs = 1000;

/**
 * `specwright start`: everything up, addresses printed, until a signal comes; then everything down in order. A signal that
 * comes while things are started counts as soon as they are up.
 */
export async function start(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(configurationHelp());
    return 0;
  }
  if (isWorker()) return serveAsWorker(args);
  const signal = nextSignal();
  const outliving: Stop[] = [];
  void signal.then(() => nextSignal(performance.now() + samePressMs)).then(() => stopAtOnce(outliving));
  try {
    const running = await startAll(readConfiguration(args, process.env), outliving);
    announce(running);
    say(`\n${await signal}: finishing requests in flight; once more to stop at once`);
    await step('stopped', () => running.stop());
    return 0;
  } catch (error) {
    const explanation = explainStartError(error);
    if (explanation === undefined) throw error;
    console.error(`specwright: ${explanation}`);
    return 2;
  }
}

function announce({ services, metricsUrl, examples, hints }: Running): void {
  say('');
  for (const { name, url } of services) say(`  ${bold(name.padEnd(16))} ${url}`);
  if (metricsUrl) say(`  ${bold('metrics'.padEnd(16))} ${metricsUrl}`);
  say('\nTry:');
  for (const line of examples) say(`  ${line}`);
  for (const hint of hints) say(`\n${hint}`);
  say('\nCtrl-C stops.');
}

/** Whatever is in flight is cut off; only what would outlive the process is still ended in order. */
async function stopAtOnce(outliving: readonly Stop[]): Promise<never> {
  await Promise.allSettled(outliving.map((stop) => stop()));
  process.exit(130);
}

/** The first signal to stop that comes after a time of `performance.now()`; earlier ones are ignored. */
function nextSignal(after = 0): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const take = (signal: NodeJS.Signals) => performance.now() >= after && resolve(signal);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, take);
  });
}
