import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openContract } from '../../conformance/contract/open-contract.ts';
import { answerChecks } from '../../conformance/verify/checks/all-checks.ts';
import { sequenceChecks } from '../../conformance/verify/checks/sequence-checks.ts';
import { percentOf } from '../../conformance/verify/coverage.ts';
import type { VerifyOptions } from '../../conformance/verify/options.ts';
import { reportAsHtml } from '../../conformance/verify/reports/html.ts';
import { reportAsJson } from '../../conformance/verify/reports/json.ts';
import { reportAsJunit } from '../../conformance/verify/reports/junit.ts';
import { reportAsMarkdown } from '../../conformance/verify/reports/markdown.ts';
import { reportAsTests, type Asked } from '../../conformance/verify/reports/regression.ts';
import { errorsOf, type Told } from '../../conformance/verify/reports/report.ts';
import { reportAsSarif } from '../../conformance/verify/reports/sarif.ts';
import { reportAsText } from '../../conformance/verify/reports/text.ts';
import { namesOf, verify as runVerify } from '../../conformance/verify/verify.ts';
import { UsageError } from '../../generator/commands/arguments.ts';
import { hasColours } from '../../generator/commands/report.ts';
import { formatWarnings } from '../../generator/load/format-warnings.ts';
import { verifyHelp } from './help.ts';
import { withHook } from './hook.ts';
import { isReached, refuseFarHost } from './reach-host.ts';
import { readMinimum, readOptions, refuseUnknown } from './read-options.ts';
import { showProgress } from './show-progress.ts';
import { forgetFailure, readFailure, storeFailures, type StoredFailure } from './stored-failures.ts';
import type { Given } from '../verify.ts';

/** The exit code. */
export async function runVerifyCommand(given: Given, names: readonly string[]): Promise<number> {
  if (given.help === true) return (console.log(verifyHelp), 0);
  if (given.checks === true) return (console.log(checkLines().join('\n')), 0);
  const [first, ...rest] = names;
  const again = first === 'replay' && !existsSync(first) ? readFailure(rest[0] ?? '') : undefined;
  const [target, ...others] = again === undefined ? names : [again.document];
  if (target === undefined || others.length > 0) throw new UsageError('specwright verify: name one document, or the folder of one (specwright verify --help)');
  if (!existsSync(target)) throw new UsageError(`specwright verify: there is no ${target}`);
  const asked = again === undefined ? readOptions(given) : asBefore(again, given);
  const minimum = readMinimum(given['min-coverage'] ?? []);
  await refuseFarHost(asked.url, given['allow-host'] === true);
  const contract = await openContract(path.resolve(target), { base: process.cwd(), lenient: given.lenient === true });
  if (given.lenient === true && contract.warnings.length > 0) console.error(formatWarnings(contract.warnings));
  refuseUnknown('scheme', '--auth', Object.keys(asked.secrets), contract.api.securitySchemes.map(({ name }) => name));
  const { operations, channels } = contract.api;
  refuseUnknown('operation or channel', '--only', asked.only, [...operations.map(({ id }) => id), ...channels.flatMap(namesOf)]);
  if (operations.length + channels.length === 0) throw new UsageError(`specwright verify: ${target} has neither an operation nor a channel`);
  if (!(await isReached(asked.url))) return (console.error(`specwright verify: nobody answers at ${asked.url}`), 3);
  const hook = given.hook ?? again?.hook;
  const options = await withHook(asked, hook);
  const report = await runVerify(contract, options, showProgress());
  const told: Told = { contract: target, url: options.url, report };
  const same = askedAgain(options, hook);
  if (again !== undefined) return tellAgain(again, told, given, same);
  process.stdout.write(reportAsText(told, hasColours(process.stdout)));
  if (given['store-failures'] === true) storeFailures(told, same);
  if (given.json !== undefined) writeFileSync(given.json, reportAsJson(told));
  if (given.tests !== undefined) writeFileSync(given.tests, reportAsTests(told, same));
  const reporters = { html: reportAsHtml, sarif: reportAsSarif, markdown: reportAsMarkdown };
  for (const [name, reporter] of Object.entries(reporters)) {
    const file = given[name as keyof typeof reporters];
    if (file !== undefined) writeFileSync(file, reporter(told));
  }
  if (given.junit !== undefined) writeFileSync(given.junit, reportAsJunit(told, contract.api.operations.map(({ id }) => id)));
  if (errorsOf(report).length > 0) return 1;
  return minimum.some(([name, percent]) => percentOf(report.coverage[name]) < percent) ? 4 : 0;
}

/** Without values of parameters that are secrets themselves: they are given again. */
function askedAgain({ values, seed, fuzzRuns }: VerifyOptions, hook: string | undefined): Asked {
  const told = Object.entries(values).filter(([name]) => !/token|secret|passw|key|auth|session/i.test(name));
  return { values: Object.fromEntries(told), seed, fuzzRuns, ...(hook === undefined ? {} : { hook }) };
}

/** Only the operation and the phase in which it was found. */
function asBefore({ url, operation, phase, seed, values, fuzzRuns }: StoredFailure, given: Given): VerifyOptions {
  const options = readOptions({ url, ...given });
  return { ...options, values: { ...values, ...options.values }, only: [operation], phases: phase === 'probe' ? ['probe'] : ['probe', phase], seed, fuzzRuns };
}

/** Whether it is there again; what is mended is forgotten. What was not reached is neither. */
function tellAgain({ id, check, operation, message }: StoredFailure, told: Told, given: Given, same: Asked): number {
  const { findings, notes, requests } = told.report;
  const found = { ...told, report: { ...told.report, findings: findings.filter((finding) => finding.id === id) } };
  if (found.report.findings.length > 0) {
    if (given.tests !== undefined) writeFileSync(given.tests, reportAsTests(found, same));
    process.stdout.write(reportAsText(found, hasColours(process.stdout)));
    return 1;
  }
  const [blind] = notes.filter((note) => note.startsWith(operation) || note.startsWith('stopped'));
  if (blind !== undefined) return (console.error(`specwright verify: cannot tell, ${blind}`), 3);
  forgetFailure(id);
  console.log(`${check} ${operation}: ${message}\nis not found any more (${requests} requests)`);
  return 0;
}

function checkLines(): string[] {
  return [...answerChecks, ...sequenceChecks].map(({ id, severity, purpose }) => `${id.padEnd(28)} ${severity.padEnd(6)} ${purpose}`);
}
