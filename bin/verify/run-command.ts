import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openContract, type Contract } from '../../conformance/contract/open-contract.ts';
import { answerChecks } from '../../conformance/verify/checks/all-checks.ts';
import { sequenceChecks } from '../../conformance/verify/checks/sequence-checks.ts';
import type { VerifyOptions } from '../../conformance/verify/options.ts';
import { reportRefusals } from '../../conformance/verify/phases/lint.ts';
import { reportAsTests, type Asked } from '../../conformance/verify/reports/regression.ts';
import type { Told } from '../../conformance/verify/reports/report.ts';
import { reportAsText } from '../../conformance/verify/reports/text.ts';
import { namesOf, verify } from '../../conformance/verify/verify.ts';
import { UsageError } from '../../generator/commands/arguments.ts';
import { hasColours } from '../../generator/commands/report.ts';
import { formatWarnings } from '../../generator/load/format-warnings.ts';
import { Refusals } from '../../generator/load/refusals.ts';
import { exitCodeOf } from './exit-code.ts';
import { verifyHelp } from './help.ts';
import { withHook } from './hook.ts';
import { readIdentities } from './identities.ts';
import { watchInterruption } from './interruption.ts';
import { openBase } from './open-base.ts';
import { isReached, refuseFarHost } from './reach-host.ts';
import { readMinimum, readOptions, refuseUnknown } from './read-options.ts';
import { remarksOn } from './remarks-on.ts';
import { joined, lessSpent, lookAgain, replayAll } from './replay.ts';
import { showProgress } from './show-progress.ts';
import { forgetFailure, readFailure, storeFailures, type StoredFailure } from './stored-failures.ts';
import { writeReports } from './write-reports.ts';
import type { Given } from '../verify.ts';

/** The exit code. */
export async function runVerifyCommand(given: Given, names: readonly string[]): Promise<number> {
  if (given.help === true) return (console.log(verifyHelp), 0);
  if (given.checks === true) return (console.log(checkLines().join('\n')), 0);
  const [first, ...rest] = names;
  const again = first === 'replay' && !existsSync(first) ? readFailure(rest[0] ?? '') : undefined;
  const target = existing(again === undefined ? names : [again.document]);
  const { signal, release } = watchInterruption();
  try {
    const asked = { ...readOptions(again === undefined ? given : { url: again.url, ...given }), signal };
    if (again !== undefined) return await runAgain(again, target, asked, given);
    return await runTarget(target, asked, given);
  } finally {
    release();
  }
}

function existing([target, ...others]: readonly string[]): string {
  if (target === undefined || others.length > 0) throw new UsageError('specwright verify: name one document, or the folder of one (specwright verify --help)');
  if (!existsSync(target)) throw new UsageError(`specwright verify: there is no ${target}`);
  return target;
}

async function runTarget(target: string, asked: VerifyOptions, given: Given): Promise<number> {
  const minimum = readMinimum(given['min-coverage']);
  if (asked.url !== '') await refuseFarHost(asked.url, given['allow-host'] === true);
  const contract = await openOrTell(target, asked, given);
  const { operations, channels } = contract.api;
  const names = [...operations.map(({ id }) => id), ...channels.flatMap(namesOf)];
  refuseUnknown('operation or channel', '--only', asked.only, names);
  if (names.length === 0) throw new UsageError(`specwright verify: ${target} has neither an operation nor a channel`);
  const known = { ...asked, ...readIdentities(given.auth ?? [], schemesOf(contract)), ...(await aboutContract(target, contract, asked, given)) };
  if (asked.url !== '' && !(await isReached(asked.url))) return (console.error(`specwright verify: nobody answers at ${asked.url}`), 3);
  const options = await withHook(known, given.hook);
  const before = options.phases.includes('replay') ? await replayAll(contract, target, options, showProgress()) : [];
  const report = joined(before, await verify(contract, lessSpent(options, before), showProgress()));
  const told: Told = { contract: target, url: options.url, report, isStored: given['store-failures'] === true };
  process.stdout.write(reportAsText(told, hasColours(process.stdout)));
  if (given['store-failures'] === true) storeFailures(told, askedAgain(options, given.hook));
  if (given.tests !== undefined) writeFileSync(given.tests, reportAsTests(told, askedAgain(options, given.hook)));
  writeReports(told, names, given);
  return exitCodeOf(report, minimum, { isInterrupted: asked.signal?.aborted === true, failsOnFlaky: given['fail-on-flaky'] === true });
}

/** What is wrong with a contract that is refused stands in the reports, too. */
async function openOrTell(target: string, { phases, url }: VerifyOptions, given: Given): Promise<Contract> {
  try {
    return await open(target, given);
  } catch (error) {
    if (error instanceof Refusals && phases.includes('lint')) writeReports({ contract: target, url, report: reportRefusals(error.refusals) }, [], given);
    throw error;
  }
}

async function open(target: string, given: Given): Promise<Contract> {
  const contract = await openContract(path.resolve(target), { base: process.cwd(), lenient: given.lenient === true });
  if (given.lenient === true && contract.warnings.length > 0) console.error(formatWarnings(contract.warnings));
  return contract;
}

function schemesOf({ api }: Contract): string[] {
  return api.securitySchemes.map(({ name }) => name);
}

/** For the phases that look at the contract alone. */
async function aboutContract(target: string, contract: Contract, { phases }: VerifyOptions, given: Given): Promise<Pick<VerifyOptions, 'remarks' | 'base'>> {
  const remarks = phases.includes('lint') ? await remarksOn(target, contract, given.lenient === true) : [];
  const base = phases.includes('diff') ? await openBase(target, given) : undefined;
  return { remarks, ...(base === undefined ? {} : { base }) };
}

/** Without values of parameters that are secrets themselves: they are given again. */
function askedAgain({ values, seed, fuzzRuns }: VerifyOptions, hook: string | undefined): Asked {
  const told = Object.entries(values).filter(([name]) => !/token|secret|passw|key|auth|session/i.test(name));
  return { values: Object.fromEntries(told), seed, fuzzRuns, ...(hook === undefined ? {} : { hook }) };
}

/** One stored fault, in the operation and the phase in which it was found. */
async function runAgain(again: StoredFailure, target: string, asked: VerifyOptions, given: Given): Promise<number> {
  await refuseFarHost(asked.url, given['allow-host'] === true);
  const contract = await open(target, given);
  if (!(await isReached(asked.url))) return (console.error(`specwright verify: nobody answers at ${asked.url}`), 3);
  const hook = given.hook ?? again.hook;
  const options = await withHook({ ...asked, ...readIdentities(given.auth ?? [], schemesOf(contract)) }, hook);
  const { report, outcome } = await lookAgain(contract, again, options, showProgress());
  if (asked.signal?.aborted === true) return 130;
  if (outcome.kind === 'unknown') return (console.error(`specwright verify: cannot tell, ${outcome.why}`), 3);
  if (outcome.kind === 'mended') return tellMended(again, report.requests);
  const told: Told = { contract: target, url: options.url, report, isStored: true };
  if (given.tests !== undefined) writeFileSync(given.tests, reportAsTests(told, askedAgain({ ...options, ...again }, hook)));
  writeReports(told, [again.operation], given);
  process.stdout.write(reportAsText(told, hasColours(process.stdout)));
  return 1;
}

function tellMended({ id, check, operation, message }: StoredFailure, requests: number): number {
  forgetFailure(id);
  console.log(`${check} ${operation}: ${message}\nis not found any more (${requests} requests)`);
  return 0;
}

function checkLines(): string[] {
  return [...answerChecks, ...sequenceChecks].map(({ id, severity, purpose }) => `${id.padEnd(28)} ${severity.padEnd(6)} ${purpose}`);
}
