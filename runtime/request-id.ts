import { randomBytes } from 'node:crypto';

/** Letters, digits and a few marks, at most 128: nothing that could break a log line or a header. */
const acceptable = /^[\w.~:/+=@-]{1,128}$/;

const prefix = randomBytes(9).toString('base64url');

let count = 0;

/** The caller's own `X-Request-Id` if it is sane, else a new one: unique among processes, and countable within one. */
export function chooseRequestId(offered: string): string {
  if (offered !== '' && acceptable.test(offered)) return offered;
  count += 1;
  return `${prefix}-${count.toString(36)}`;
}
