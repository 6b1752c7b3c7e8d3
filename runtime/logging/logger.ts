import { pino } from 'pino';
import { prettyDestination } from './pretty.ts';
import type { ResolvedSettings } from '../settings.ts';
import type { Logger } from 'pino';

/**
 * One JSON object a line on stdout; on a terminal, in development, text for people. Requests are logged by template, never
 * by URL: query values and path values may be secrets.
 */
export function createLogger(service: string, settings: ResolvedSettings): Logger {
  if (settings.logger !== undefined) return settings.logger;
  const options = { level: settings.logLevel, base: { service }, redact: secretPaths };
  const isForPeople = settings.mode === 'development' && process.stdout.isTTY;
  return isForPeople ? pino(options, prettyDestination(process.stdout)) : pino(options);
}

/** In case a handler logs a request or an error that carries one. */
const secretPaths = ['authorization', 'cookie', 'password', 'token', 'secret'].flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]);
