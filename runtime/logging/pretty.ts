import type { DestinationStream } from 'pino';

const levels: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info ', 40: 'warn ', 50: 'error', 60: 'fatal' };

/** What pino writes, and whatever else was logged. */
interface LogLine extends Record<string, unknown> {
  readonly time: number;
  readonly level: number;
  readonly service?: string;
  readonly msg?: string;
  readonly err?: { readonly stack?: string };
}

/** Lines for people: time, level, service, message, the rest as `name=value`. */
export function prettyDestination(output: { write(text: string): unknown }): DestinationStream {
  return { write: (line) => void output.write(prettyLine(line)) };
}

export function prettyLine(line: string): string {
  const { time, level, service = '', msg = '', err, ...rest } = JSON.parse(line) as LogLine;
  const facts = Object.entries(rest).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const stack = err?.stack === undefined ? '' : `\n${err.stack}`;
  const clock = new Date(time).toISOString().slice(11, 23);
  return `${clock} ${levels[level] ?? level} ${service} ${msg}${facts.join('')}${stack}\n`;
}
