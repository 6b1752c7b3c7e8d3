import { lookup } from 'node:dns/promises';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answerChecks } from '../conformance/verify/checks/all-checks.ts';
import type { Severity } from '../conformance/verify/checks/check.ts';
import { openContract } from '../conformance/contract/open-contract.ts';
import { phases, type Phase } from '../conformance/verify/case.ts';
import { percentOf, type CoverageReport } from '../conformance/verify/coverage.ts';
import { defaults, type VerifyOptions } from '../conformance/verify/options.ts';
import { sequenceChecks } from '../conformance/verify/checks/sequence-checks.ts';
import { reportAsHtml } from '../conformance/verify/reports/html.ts';
import { reportAsJson } from '../conformance/verify/reports/json.ts';
import { reportAsJunit } from '../conformance/verify/reports/junit.ts';
import { reportAsMarkdown } from '../conformance/verify/reports/markdown.ts';
import { coverageNames, errorsOf, type Told } from '../conformance/verify/reports/report.ts';
import { reportAsSarif } from '../conformance/verify/reports/sarif.ts';
import { reportAsText } from '../conformance/verify/reports/text.ts';
import { verify as runVerify, type Progress } from '../conformance/verify/verify.ts';
import { readNamesAndArguments, UsageError } from '../generator/commands/arguments.ts';
import { formatWarnings } from '../generator/load/format-warnings.ts';
import { hasColours } from '../generator/commands/report.ts';

export const verifyHelp = `specwright verify <document> --url <address> [options]

Holds a running server, whoever wrote it, against its contract: an OpenAPI or AsyncAPI document, or the folder of both. Sends what the contract allows
and what it forbids, and checks every answer. The same contract and the same seed send the same requests.

  --url <address>        where the server is, for example http://localhost:8080; a base path of the contract is added
  --auth <scheme>=<x>    a credential by the name of its security scheme: token, key, or user:password; may be repeated
  --header <name>=<x>    sent with every request; may be repeated
  --set <name>=<x>       value of a parameter, or operationId.name=…; may be repeated
  --only <operationId>   this operation (or channel) alone; may be repeated
  --phases <a,b>         of ${phases.join(', ')}
  --fuzz <n>             also send so many random requests to each operation, and make smaller what fails
  --seed <n>             what the random requests are made from (default ${defaults.seed})
  --read-only            send only GET, HEAD and OPTIONS
  --lenient              take a document with faults that leave the rest sound, and warn of what stands in
  --allow-host           the server may be on another machine
  --check <id>=<level>   error, warn or off; <id>@<operationId>=<level> for one operation; may be repeated
  --checks               list all checks and what they are for
  --max-requests <n>     stop after so many (default ${defaults.maxRequests})
  --max-per-phase <n>    of one operation in one phase (default ${defaults.maxPerPhase})
  --max-time <seconds>   stop after so long (default ${defaults.maxSeconds})
  --rate <n>             requests per second (default: no limit)
  --timeout <seconds>    for one answer (default ${defaults.timeoutMs / 1000})
  --min-coverage <a=n>   fail below so many percent: operations, succeeded, statuses, parameters, mediaTypes; may be repeated
  --json <file>          write the report as JSON, too
  --junit <file>         write the report as JUnit XML, too; also --html, --sarif and --markdown
  --help                 this text

Exit code: 0 the server keeps its contract, 1 it does not, 2 an option or the contract was refused, 3 the server cannot be reached,
4 less was covered than --min-coverage asks for, 130 interrupted.`;

/** `specwright verify`: returns the exit code. */
export async function verify(args: readonly string[]): Promise<number> {
  const { values: given, names } = readNamesAndArguments('verify', args, {
    url: { type: 'string' },
    auth: { type: 'string', multiple: true },
    header: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    phases: { type: 'string' },
    fuzz: { type: 'string' },
    seed: { type: 'string' },
    'read-only': { type: 'boolean' },
    'allow-host': { type: 'boolean' },
    lenient: { type: 'boolean' },
    check: { type: 'string', multiple: true },
    checks: { type: 'boolean' },
    'max-requests': { type: 'string' },
    'max-per-phase': { type: 'string' },
    'max-time': { type: 'string' },
    rate: { type: 'string' },
    timeout: { type: 'string' },
    'min-coverage': { type: 'string', multiple: true },
    json: { type: 'string' },
    junit: { type: 'string' },
    html: { type: 'string' },
    sarif: { type: 'string' },
    markdown: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (given.help === true) return (console.log(verifyHelp), 0);
  if (given.checks === true) return (console.log(checkLines().join('\n')), 0);
  const [target, ...others] = names;
  if (target === undefined || others.length > 0) throw new UsageError('specwright verify: name one document, or the folder of one (specwright verify --help)');
  if (!existsSync(target)) throw new UsageError(`specwright verify: there is no ${target}`);
  const options = readOptions(given);
  const minimum = readMinimum(given['min-coverage'] ?? []);
  await refuseFarHost(options.url, given['allow-host'] === true);
  const contract = await openContract(path.resolve(target), { base: process.cwd(), lenient: given.lenient === true });
  if (given.lenient === true && contract.warnings.length > 0) console.error(formatWarnings(contract.warnings));
  refuseUnknown('scheme', '--auth', Object.keys(options.secrets), contract.api.securitySchemes.map(({ name }) => name));
  const { operations, channels } = contract.api;
  refuseUnknown('operation or channel', '--only', options.only, [...operations.map(({ id }) => id), ...channels.map(({ name }) => name)]);
  if (operations.length + channels.length === 0) throw new UsageError(`specwright verify: ${target} has neither an operation nor a channel`);
  if (!(await isReached(options.url))) return (console.error(`specwright verify: nobody answers at ${options.url}`), 3);
  const report = await runVerify(contract, options, showProgress());
  const secrets = new Set(Object.values(options.secrets).flatMap((secret) => [secret, ...secret.split(':')]).filter((text) => text.length > 3));
  const told: Told = { contract: target, url: options.url, report, secrets: [...secrets] };
  process.stdout.write(reportAsText(told, hasColours(process.stdout)));
  if (given.json !== undefined) writeFileSync(given.json, reportAsJson(told));
  const reporters = { html: reportAsHtml, sarif: reportAsSarif, markdown: reportAsMarkdown };
  for (const [name, reporter] of Object.entries(reporters)) {
    const file = given[name as keyof typeof reporters];
    if (file !== undefined) writeFileSync(file, reporter(told));
  }
  if (given.junit !== undefined) writeFileSync(given.junit, reportAsJunit(told, contract.api.operations.map(({ id }) => id)));
  if (errorsOf(report).length > 0) return 1;
  return minimum.some(([name, percent]) => percentOf(report.coverage[name]) < percent) ? 4 : 0;
}

interface Given {
  readonly url?: string;
  readonly auth?: readonly string[];
  readonly header?: readonly string[];
  readonly set?: readonly string[];
  readonly only?: readonly string[];
  readonly phases?: string;
  readonly fuzz?: string;
  readonly seed?: string;
  readonly 'read-only'?: boolean;
  readonly check?: readonly string[];
  readonly 'max-requests'?: string;
  readonly 'max-per-phase'?: string;
  readonly 'max-time'?: string;
  readonly rate?: string;
  readonly timeout?: string;
}

function readOptions(given: Given): VerifyOptions {
  if (given.url === undefined) throw new UsageError('specwright verify: say with --url where the server is');
  if (!/^(http|ws)s?:$/.test(URL.canParse(given.url) ? new URL(given.url).protocol : ''))
    throw new UsageError(`specwright verify: --url must be an http or https address, not ${given.url}`);
  return {
    url: given.url.replace(/^ws/, 'http'),
    secrets: readPairs('--auth', given.auth),
    headers: readPairs('--header', given.header),
    values: readPairs('--set', given.set),
    only: given.only ?? [],
    phases: readPhases(given),
    fuzzRuns: readNumber('--fuzz', given.fuzz) ?? defaults.fuzzRuns,
    seed: readNumber('--seed', given.seed) ?? defaults.seed,
    isReadOnly: given['read-only'] === true,
    severities: Object.fromEntries(Object.entries(readPairs('--check', given.check)).map(([id, level]) => [readCheck(id), readLevel(level)])),
    maxRequests: readNumber('--max-requests', given['max-requests']) ?? defaults.maxRequests,
    maxPerPhase: readNumber('--max-per-phase', given['max-per-phase']) ?? defaults.maxPerPhase,
    maxSeconds: readNumber('--max-time', given['max-time']) ?? defaults.maxSeconds,
    rate: readNumber('--rate', given.rate) ?? defaults.rate,
    timeoutMs: (readNumber('--timeout', given.timeout) ?? defaults.timeoutMs / 1000) * 1000,
  };
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

/** In the order in which they run. */
function readPhases(given: Given): readonly Phase[] {
  const chosen = given.phases === undefined ? defaults.phases : given.phases.split(',').map(readPhase);
  return given.fuzz === undefined ? chosen : phases.filter((phase) => phase === 'fuzz' || chosen.includes(phase));
}

function readPhase(text: string): Phase {
  const phase = phases.find((each) => each === text);
  if (phase === undefined) throw new UsageError(`specwright verify: there is no phase ${text}; there are ${phases.join(', ')}`);
  return phase;
}

function readCheck(text: string): string {
  const known = [...answerChecks, ...sequenceChecks].map(({ id }) => id);
  if (!known.includes(text.split('@')[0] ?? '')) throw new UsageError(`specwright verify: there is no check ${text}; there are ${known.join(', ')}`);
  return text;
}

function readLevel(text: string): Severity {
  if (text === 'error' || text === 'warn' || text === 'off') return text;
  throw new UsageError(`specwright verify: a check is error, warn or off, not ${text}`);
}

function readNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number)) throw new UsageError(`specwright verify: ${option} must be a number above 0, not ${text}`);
  return number;
}

type CoverageName = keyof Omit<CoverageReport, 'missed'>;

function readMinimum(texts: readonly string[]): [CoverageName, number][] {
  return Object.entries(readPairs('--min-coverage', texts)).map(([name, percent]) => {
    const [known] = coverageNames.find(([each]) => each === name) ?? [];
    if (known === undefined) throw new UsageError(`specwright verify: --min-coverage knows ${coverageNames.map(([each]) => each).join(', ')}, not ${name}`);
    return [known, readNumber('--min-coverage', percent) ?? 0];
  });
}

function refuseUnknown(what: string, option: string, given: readonly string[], known: readonly string[]): void {
  const strange = given.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new UsageError(`specwright verify: ${option} names the ${what} ${strange}, which the contract does not have; it has ${known.join(', ') || 'none'}`);
}

/** Requests that are meant to break things are sent to one's own machine, unless the user says otherwise. */
async function refuseFarHost(url: string, isAllowed: boolean): Promise<void> {
  if (isAllowed) return;
  const { hostname } = new URL(url);
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => []);
  if (found.every(({ address }) => address.startsWith('127.') || address === '::1')) return;
  throw new UsageError(`specwright verify: ${hostname} is not this machine; say --allow-host if its owner agrees`);
}

async function isReached(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'OPTIONS', redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    return true;
  } catch {
    return false;
  }
}

/** One line that is written over, on a terminal only. */
function showProgress(): Progress | undefined {
  if (process.stderr.isTTY !== true) return undefined;
  return (phase, operation, done, all) => {
    const isLast = done + 1 === all;
    process.stderr.write(`\r\u001b[K${phase} ${done + 1}/${all} ${operation.slice(0, 60)}${isLast ? '\r\u001b[K' : ''}`);
  };
}

function checkLines(): string[] {
  return [...answerChecks, ...sequenceChecks].map(({ id, severity, purpose }) => `${id.padEnd(28)} ${severity.padEnd(6)} ${purpose}`);
}
