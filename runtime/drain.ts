import type { Channels } from './channels/attach-channels.ts';
import type { Load, Runtime } from './runtime.ts';
import type { Listening } from './socket/listen.ts';
import type { TemplatedApp } from 'uWebSockets.js';

/** RFC 6455 section 7.4.1: the server is going down. */
export const goingAway = 1001;

/**
 * Ends a service without cutting anybody off: nobody new gets in, sockets end now, event streams break off (their clients
 * resume them elsewhere), requests in flight get their answer (those that still come on open connections, too, and the connection ends with it), up to `drainSeconds`.
 */
export async function drain(app: TemplatedApp, runtime: Runtime, parts: { readonly listening: Listening; readonly channels: Channels }): Promise<void> {
  const { load, settings, log } = runtime;
  parts.listening.stopAccepting();
  load.draining = true;
  for (const cutStream of [...load.eventStreams]) cutStream();
  const end = performance.now() + settings.drainSeconds * 1000;
  await Promise.all([parts.channels.close(goingAway, 'service is going down'), untilQuiet(load, end)]);
  // Open connections may have brought more in the meantime.
  if (!await untilQuiet(load, end)) log.warn({ requests: load.inFlight }, 'requests were cut off: they took longer than drainSeconds');
  // Work of requests that were answered while sockets closed.
  await runtime.background.finish(new Promise((resolve) => setTimeout(resolve, Math.max(0, end - performance.now())).unref()));
  // The last answer may have been given within a callback of the socket library, which writes it only when that has returned.
  await new Promise((resolve) => setImmediate(resolve));
  app.close();
  runtime.loop.stop();
  log.info('closed');
}

/** False when the time was not enough. */
function untilQuiet(load: Load, end: number): Promise<boolean> {
  const isQuiet = (): boolean => load.inFlight === 0 && load.eventStreams.size === 0;
  if (isQuiet()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (quiet: boolean): void => {
      clearTimeout(timer);
      load.onEnd = undefined;
      resolve(quiet);
    };
    const timer = setTimeout(() => settle(false), Math.max(0, end - performance.now()));
    load.onEnd = () => isQuiet() && settle(true);
  });
}
