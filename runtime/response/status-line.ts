import { STATUS_CODES } from 'node:http';

const lines: string[] = [];

for (let status = 100; status < 600; status += 1) lines[status] = `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;

/** `404 Not Found`; undefined for what is no status at all. */
export function statusLine(status: number): string | undefined {
  return lines[status];
}

/** RFC 9110 sections 15.3.5 and 15.4.5. */
export function isBodyless(status: number): boolean {
  return status === 204 || status === 304;
}
