import { randomBytes } from 'node:crypto';

/** Letters, digits and a few marks, at most 128: nothing that could break a log line or a header. */
const acceptable = /^[\w.~:/+=@-]{1,128}$/;

const prefix = randomBytes(9).toString('base64url');

/** Two digits each: to write the whole number for each request costs more than to read its headers. */
const endings = Array.from({ length: 36 * 36 }, (_, count) => count.toString(36).padStart(2, '0'));

let count = 0;
let beginning = beginAt(0);

/** The caller's own `X-Request-Id` if it is sane, else a new one: unique among processes, and countable within one. */
export function chooseRequestId(offered: string): string {
  if (offered !== '' && acceptable.test(offered)) return offered;
  count += 1;
  const place = count % endings.length;
  if (place === 0) beginning = beginAt(count / endings.length);
  return beginning + (endings[place] as string);
}

/** Joined, because what `+` makes of longer texts is put together only when somebody reads it, again for each request. */
function beginAt(block: number): string {
  return [prefix, '-', block.toString(36)].join('');
}
