import { pino } from 'pino';
import { prettyDestination } from './pretty.ts';
import type { ResolvedSettings } from '../settings.ts';
import type { DestinationStream, Logger } from 'pino';

export interface Loggers {
  /** For everything, handlers included; what looks like a secret is blotted out. */
  readonly log: Logger;
  /** For the one line per request, whose fields are known: looking for secrets would cost it more than all the rest. */
  readonly requestLog: Logger;
}

/**
 * One JSON object a line on stdout; on a terminal, in development, text for people. Requests are logged by template, never
 * by URL: query values and path values may be secrets.
 */
export function createLoggers(service: string, settings: ResolvedSettings): Loggers {
  if (settings.logger !== undefined) return { log: settings.logger, requestLog: settings.logger };
  const options = { level: settings.logLevel, base: { service } };
  const output = destination(settings);
  return { log: pino({ ...options, redact: secretPaths }, output), requestLog: pino(options, output) };
}

/** In case a handler logs a request or an error that carries one. */
const secretPaths = ['authorization', 'cookie', 'password', 'token', 'secret'].flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]);

function destination({ mode }: ResolvedSettings): DestinationStream {
  if (mode === 'development' && process.stdout.isTTY) return prettyDestination(process.stdout);
  return mode === 'production' ? (buffered ??= bufferedOutput()) : pino.destination({ dest: 1, sync: true });
}

/** One for all services of the process, so that lines stay whole. */
let buffered: DestinationStream | undefined;

/**
 * A system call for every line would cost a request twice its own time. Lines are at most a quarter of a second late, and
 * pino writes the rest when the process exits.
 */
function bufferedOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: false, minLength: 8192, periodicFlush: 250 });
}
