import { STATUS_CODES } from 'node:http';

const lines: string[] = [];

for (let status = 100; status < 600; status += 1) lines[status] = `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;

/** `404 Not Found`; undefined for what is no status at all. */
export function statusLine(status: number): string | undefined {
  return lines[status];
}
