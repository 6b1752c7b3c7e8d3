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
  /** `verify replay <id>` knows what was found. */
  readonly isStored?: boolean;
}

export function errorsOf({ findings }: VerifyReport): readonly Finding[] {
  return findings.filter(({ severity, isFlaky }) => severity === 'error' && !isFlaky);
}

/** What a run comes to, in words: of the server, of the contract, and against what the contract was. */
export function verdictOf(report: VerifyReport): { readonly isGood: boolean; readonly text: string } {
  const phases = errorsOf(report).map(({ phase }) => phase);
  const [faults, breaks] = ['lint', 'diff'].map((name) => phases.filter((phase) => phase === name).length) as [number, number];
  const ofServer = phases.length - faults - breaks;
  const all = [
    countText(ofServer, 'way in which the server breaks its contract', 'ways in which the server breaks its contract'),
    countText(faults, 'fault of the contract', 'faults of the contract'),
    countText(breaks, 'breaking change', 'breaking changes'),
  ].filter((text) => text !== '');
  const good = report.requests === 0 ? 'nothing wrong was found' : 'the server keeps its contract';
  return { isGood: phases.length === 0, text: all.join(', ') || good };
}

/** Nothing where there is none. */
export function countText(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

/** How much was sent, and from which seed. */
export function effortOf({ requests, seconds, seed }: VerifyReport): string {
  return `${requests} requests in ${seconds.toFixed(1)} s, seed ${seed}`;
}

/** The contract, and where the server is. */
export function titleOf({ contract, url }: Told): string {
  return url === '' ? contract : `${contract} at ${url}`;
}

export function placeText({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** How what was found is sent again, and what came; undefined where it took no request to find it. */
export function exchangeOf({ request, response }: Finding, told: Told): { readonly curl: string; readonly answer: string } | undefined {
  return request && { curl: asCurl(request, told.report.secrets), answer: answerText(response, told) };
}

const longest = 400;

/** Status, media type and the beginning of the body, without a secret that the server says again. */
function answerText(response: WireResponse | undefined, { report: { secrets } }: Told): string {
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

/** What a diff has decided. */
export function changedLine({ changed, requests }: VerifyReport): string | undefined {
  return changed.length === 0 ? undefined : `changed since the base${requests === 0 ? '' : ', and tested harder'}: ${changed.join(', ')}`;
}

export function coverageLines(coverage: CoverageReport): string[] {
  return coverageNames.map(([key, name]) => `${name.padEnd(25)} ${shareText(coverage[key])}`);
}

function shareText(share: Share): string {
  const { reached, all, reachable = all } = share;
  return `${String(percentOf(share)).padStart(3)} % (${reached} of ${all}${reachable < all ? `, ${reachable} can be` : ''})`;
}
