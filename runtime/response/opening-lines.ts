import type { ResolvedSettings } from '../settings.ts';

/** What protects whoever reads an answer in a browser; every answer has it. */
export function protectiveHeaders({ strictTransportSecurity }: Pick<ResolvedSettings, 'strictTransportSecurity'>): Readonly<Record<string, string>> {
  // WHATWG Fetch, "X-Content-Type-Options"; RFC 6797 section 6.1.
  const sniffing = { 'x-content-type-options': 'nosniff' };
  return strictTransportSecurity === '' ? sniffing : { ...sniffing, 'strict-transport-security': strictTransportSecurity };
}

/** The first lines of every answer, up to the name of the one whose value changes: that of `X-Request-Id`. */
export interface OpeningLines {
  readonly any: string;
  /** With the media type that most answers have. */
  readonly json: string;
  /** The same behind a status, up to the value. */
  readonly jsonBehind: (status: number, line: string) => string;
}

/** Fact of uWebSockets.js: a name is written as it is, so that several lines can go in one call; each call costs a request two per cent. */
export function openingLines(settings: Pick<ResolvedSettings, 'strictTransportSecurity'>): OpeningLines {
  const fixed = Object.entries(protectiveHeaders(settings)).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const any = `${fixed}X-Request-Id`;
  const json = `Content-Type: application/json\r\n${any}`;
  // With room for every status from the beginning: V8 keeps a list with a single entry far out as a hash table.
  const behind = Array<string | undefined>(600).fill(undefined);
  // Joined, so that it is not put together again for each answer.
  const jsonBehind = (status: number, line: string): string => (behind[status] ??= [line, `${json}: `].join('\r\n'));
  return { any, json, jsonBehind };
}
