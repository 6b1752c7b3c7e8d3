import type { DestinationStream } from 'pino';

const levels: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info ', 40: 'warn ', 50: 'error', 60: 'fatal' };

/** Lines for people: time, level, service, message, the rest as `name=value`. */
export function prettyDestination(output: { write(text: string): unknown }): DestinationStream {
  return { write: (line) => void output.write(prettyLine(line)) };
}

export function prettyLine(line: string): string {
  const { time, level, service, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const facts = Object.entries(rest).map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const stack = isRecord(err) && typeof err['stack'] === 'string' ? `\n${err['stack']}` : '';
  const clock = new Date(Number(time)).toISOString().slice(11, 23);
  return `${clock} ${levels[Number(level)] ?? String(level)} ${String(service ?? '')} ${String(msg ?? '')}${facts.join('')}${stack}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
