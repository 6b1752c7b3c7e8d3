import type { Response } from '../model/types.ts';

/** Type of `status` in an answer: the number; for a range or `default`, every other number that it may be. */
export function statusType(status: string, all: readonly Pick<Response, 'status'>[]): string {
  if (/^\d+$/.test(status)) return status;
  const others = all.map((response) => response.status).filter((other) => other !== status && isWithin(other, status));
  const whole = status === 'default' ? 'Status' : `Status${status}`;
  return others.length === 0
    ? whole
    : `Exclude<${whole}, ${others.map((other) => (/^\d+$/.test(other) ? other : `Status${other}`)).join(' | ')}>`;
}

/** Names of `statuses.ts` that these answers mention. */
export function statusNames(responses: readonly Pick<Response, 'status'>[]): string[] {
  const ranges = responses.map(({ status }) => status).filter((status) => !/^\d+$/.test(status));
  return ranges.map((status) => (status === 'default' ? 'Status' : `Status${status}`));
}

function isWithin(status: string, range: string): boolean {
  return range === 'default' || status.startsWith(range.charAt(0));
}
