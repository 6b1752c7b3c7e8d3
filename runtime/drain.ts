import type { Channels } from './channels/attach-channels.ts';
import type { Load, Runtime } from './runtime.ts';
import type { Listening } from './socket/listen.ts';
import type { TemplatedApp } from 'uWebSockets.js';

/** RFC 6455 section 7.4.1: the server is going down. */
const goingAway = 1001;

/**
 * Ends a service without cutting anybody off: nobody new gets in, event streams and sockets end now, requests in flight get
 * their answer (those that still come on open connections, too, and the connection ends with it), up to `drainSeconds`.
 */
export async function drain(app: TemplatedApp, runtime: Runtime, parts: { readonly listening: Listening; readonly channels: Channels }): Promise<void> {
  const { load, settings, log } = runtime;
  parts.listening.stopAccepting();
  load.draining = true;
  for (const end of [...load.eventStreams]) end();
  const isQuiet = untilQuiet(load, settings.drainSeconds);
  await parts.channels.close(goingAway, 'service is going down');
  if (!await isQuiet) log.warn({ requests: load.inFlight }, 'requests were cut off: they took longer than drainSeconds');
  app.close();
  log.info('closed');
}

/** False when the time was not enough. */
function untilQuiet(load: Load, seconds: number): Promise<boolean> {
  if (load.inFlight === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (quiet: boolean): void => {
      clearTimeout(timer);
      load.onEnd = undefined;
      resolve(quiet);
    };
    const timer = setTimeout(() => settle(false), seconds * 1000);
    load.onEnd = () => load.inFlight === 0 && settle(true);
  });
}
