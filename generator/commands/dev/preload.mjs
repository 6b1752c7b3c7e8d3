// Runs before anything else in the process that `specwright dev` starts, and listens to it.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const { SPECWRIGHT_DEV: text } = process.env;

if (text !== undefined && isMainThread && process.send !== undefined) {
  const { serveForDevelopment, nodeOptions, ...development } = JSON.parse(text);
  // Neither for what this process starts in turn.
  delete process.env.SPECWRIGHT_DEV;
  if (nodeOptions === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = nodeOptions;
  globalThis[Symbol.for('specwright.development')] = development;
  register('./loader-hooks.mjs', import.meta.url, { data: { serveForDevelopment } });
  process.on('uncaughtExceptionMonitor', (error) => process.send({ kind: 'failed', stack: String(error?.stack ?? error) }));
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
