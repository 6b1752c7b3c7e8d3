import type { Position } from '../../../generator/load/position.ts';
import { percentOf, type CoverageReport, type Share } from '../coverage.ts';
import type { Finding } from '../finding.ts';
import { asCurl } from '../http/as-curl.ts';
import { headerOf, type WireResponse } from '../http/wire.ts';
import type { VerifyReport } from '../verify.ts';
import { hideInBody } from './hide-secrets.ts';

/** A run as all reports tell it; nothing in it is secret. */
export interface Told {
  readonly contract: string;
  readonly url: string;
  readonly report: VerifyReport;
}

export function errorsOf({ findings }: VerifyReport): readonly Finding[] {
  return findings.filter(({ severity, isFlaky }) => severity === 'error' && !isFlaky);
}

export function placeText({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

export function curlOf({ request }: Finding, { report: { secrets } }: Told): string {
  return asCurl(request, secrets);
}

const longest = 400;

/** Status, media type and the beginning of the body, without a secret that the server says again. */
export function answerText(response: WireResponse | undefined, { report: { secrets } }: Told): string {
  if (response === undefined) return 'no answer';
  const { status, body } = response;
  const text = hideInBody(body.toString(), secrets).replace(/\p{Cc}+/gu, ' ').trim();
  const shown = text.length > longest ? `${text.slice(0, longest)}… (${body.length} bytes)` : text;
  return [String(status), headerOf(response, 'content-type'), shown].filter(Boolean).join(' ');
}

/** What coverage counts, and how it is called. */
export const coverageNames: readonly (readonly [keyof Omit<CoverageReport, 'missed' | 'map'>, string])[] = [
  ['operations', 'operations called'],
  ['succeeded', 'operations succeeded'],
  ['statuses', 'declared statuses seen'],
  ['parameters', 'parameters sent'],
  ['mediaTypes', 'request media types sent'],
  ['bounds', 'bounds of schemas met'],
  ['violations', 'words of schemas broken'],
  ['branches', 'branches and members'],
  ['messages', 'messages of channels'],
];

export function coverageLines(coverage: CoverageReport): string[] {
  return coverageNames.map(([key, name]) => `${name.padEnd(25)} ${shareText(coverage[key])}`);
}

function shareText(share: Share): string {
  const { reached, all, reachable = all } = share;
  return `${String(percentOf(share)).padStart(3)} % (${reached} of ${all}${reachable < all ? `, ${reachable} can be` : ''})`;
}
