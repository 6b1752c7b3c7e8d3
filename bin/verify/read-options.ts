import { randomInt } from 'node:crypto';
import { phases, type Phase } from '../../conformance/verify/case.ts';
import { answerChecks } from '../../conformance/verify/checks/all-checks.ts';
import type { Severity } from '../../conformance/verify/checks/check.ts';
import { sequenceChecks } from '../../conformance/verify/checks/sequence-checks.ts';
import type { CoverageReport } from '../../conformance/verify/coverage.ts';
import { defaults, type VerifyOptions } from '../../conformance/verify/options.ts';
import { coverageNames } from '../../conformance/verify/reports/report.ts';
import { UsageError } from '../../generator/commands/arguments.ts';
import type { Given } from '../verify.ts';

/** All but what the contract has to be known for: who asks, what it is compared with, what is wrong with it. */
export function readOptions(given: Given): VerifyOptions {
  const chosen = readPhases(given);
  return {
    ...defaults,
    url: readUrl(given.url, chosen),
    headers: readPairs('--header', given.header),
    values: readPairs('--set', given.set),
    only: given.only ?? [],
    phases: chosen,
    fuzzRuns: readNumber('--fuzz', given.fuzz) ?? defaults.fuzzRuns,
    seed: readSeed(given.seed),
    isReadOnly: given['read-only'] === true,
    severities: Object.fromEntries(Object.entries(readPairs('--check', given.check)).map(([id, level]) => [readCheck(id), readLevel(level)])),
    maxRequests: readNumber('--max-requests', given['max-requests']) ?? defaults.maxRequests,
    maxPerPhase: readNumber('--max-per-phase', given['max-per-phase']) ?? defaults.maxPerPhase,
    maxSeconds: readNumber('--max-time', given['max-time']) ?? defaults.maxSeconds,
    rate: readNumber('--rate', given.rate) ?? defaults.rate,
    timeoutMs: (readNumber('--timeout', given.timeout) ?? defaults.timeoutMs / 1000) * 1000,
  };
}

/** Where nothing is sent, nobody has to be there. */
function readUrl(url: string | undefined, chosen: readonly Phase[]): string {
  if (url === undefined && chosen.every((phase) => phase === 'lint' || phase === 'diff')) return '';
  if (url === undefined) throw new UsageError('specwright verify: say with --url where the server is');
  if (!/^(http|ws)s?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) throw new UsageError(`specwright verify: --url must be an http or https address, not ${url}`);
  return url.replace(/^ws/, 'http');
}

function readPairs(option: string, texts: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const place = text.indexOf('=');
      if (place < 1) throw new UsageError(`specwright verify: ${option} wants name=value`);
      return [text.slice(0, place), text.slice(place + 1)];
    }),
  );
}

/** In the order in which they run. Whatever else is sent differs from plain requests, which come first. */
function readPhases(given: Given): readonly Phase[] {
  const chosen: readonly Phase[] = given.phases === undefined ? defaults.phases : given.phases.split(',').map((name) => readPhase(name.trim()));
  const [hasBase, hasFuzz] = [(given.base ?? given['base-git']) !== undefined, given.fuzz !== undefined];
  if (given.phases !== undefined && chosen.includes('diff') && !hasBase) throw new UsageError('specwright verify: the phase diff wants --base <document> or --base-git <revision>');
  const isSending = hasFuzz || chosen.some((phase) => !['lint', 'diff', 'replay'].includes(phase));
  return phases.filter((phase) => chosen.includes(phase) || (phase === 'fuzz' && hasFuzz) || (phase === 'diff' && hasBase) || (phase === 'probe' && isSending));
}

function readPhase(text: string): Phase {
  const phase = phases.find((each) => each === text);
  if (phase === undefined) throw new UsageError(`specwright verify: there is no phase ${text}; there are ${phases.join(', ')}`);
  return phase;
}

function readCheck(text: string): string {
  const known = [...answerChecks, ...sequenceChecks].map(({ id }) => id);
  const [id = ''] = text.split('@');
  if (!known.includes(id) && !/^(lint|breaking-change)(\.[a-z\d-]+)?$/i.test(id)) throw new UsageError(`specwright verify: there is no check ${text}; there are ${known.join(', ')}, lint and breaking-change`);
  return text;
}

function readLevel(text: string): Severity {
  if (text === 'error' || text === 'warn' || text === 'off') return text;
  throw new UsageError(`specwright verify: a check is error, warn or off, not ${text}`);
}

/** `random` is another one each time; the report tells it. */
function readSeed(text: string | undefined): number {
  if (text === undefined) return defaults.seed;
  if (text === 'random') return randomInt(2 ** 31);
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new UsageError(`specwright verify: --seed is a whole number or random, not ${text}`);
}

function readNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number)) throw new UsageError(`specwright verify: ${option} must be a number above 0, not ${text}`);
  return number;
}

type CoverageName = keyof Omit<CoverageReport, 'missed' | 'map'>;

/** How many percent of what have to be reached. */
export type Minimum = readonly (readonly [CoverageName, number])[];

export function readMinimum(texts: readonly string[] = []): Minimum {
  return Object.entries(readPairs('--min-coverage', texts)).map(([name, percent]) => {
    const [known] = coverageNames.find(([each]) => each === name) ?? [];
    if (known === undefined) throw new UsageError(`specwright verify: --min-coverage knows ${coverageNames.map(([each]) => each).join(', ')}, not ${name}`);
    return [known, readNumber('--min-coverage', percent) ?? 0];
  });
}

/** @throws {UsageError} for a name that the contract does not have */
export function refuseUnknown(what: string, option: string, given: readonly string[], known: readonly string[]): void {
  const strange = given.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new UsageError(`specwright verify: ${option} names the ${what} ${strange}, which the contract does not have; it has ${known.join(', ') || 'none'}`);
}
