import { configurationHelp, readConfiguration } from './main/configuration.ts';
import { explainStartError } from './main/explain-start-error.ts';
import { bold, say, step } from './main/progress.ts';
import { startAll, type Running } from './main/start-all.ts';

/** `specwright start`: everything up, addresses printed, until a signal comes; then everything down in order. */
export async function start(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(configurationHelp());
    return 0;
  }
  try {
    return await serveUntilSignal(await startAll(readConfiguration(args, process.env)));
  } catch (error) {
    const explanation = explainStartError(error);
    if (explanation === undefined) throw error;
    console.error(`specwright: ${explanation}`);
    return 2;
  }
}

async function serveUntilSignal(running: Running): Promise<number> {
  announce(running);
  const signal = await nextSignal();
  say(`\n${signal}: finishing requests in flight; once more to stop at once`);
  const forced = nextSignal().then(() => process.exit(130));
  await Promise.race([step('stopped', () => running.stop()), forced]);
  return 0;
}

function announce({ services, metricsUrl, examples }: Running): void {
  say('');
  for (const { name, url } of services) say(`  ${bold(name.padEnd(16))} ${url}`);
  if (metricsUrl) say(`  ${bold('metrics'.padEnd(16))} ${metricsUrl}`);
  say('\nTry:');
  for (const line of examples) say(`  ${line}`);
  say('\nCtrl-C stops.');
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
}
