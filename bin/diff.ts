import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../conformance/contract/open-contract.ts';
import type { DiffReport } from '../conformance/diff/reports/report.ts';
import { diffReporters } from '../conformance/diff/reports/reporters.ts';
import { rules, type Severity } from '../conformance/diff/rules.ts';
import { readNamesAndArguments, UsageError } from '../generator/commands/arguments.ts';
import { hasColours } from '../generator/commands/report.ts';

export const diffHelp = `specwright diff <old> <new> [options]
specwright diff --git <revision> [document …] [options]

Says what the new contract breaks for those who rely on the old one (OpenAPI 3, AsyncAPI; files, or folders that hold one). What
clients send may only get wider, what they receive only narrower; every break of a schema comes with a value that shows it.
With --git documents are compared with what they were at a revision: all contracts under spec/, or those that are named.

  --git <revision>   compare the working tree with a branch, tag or commit
  --format <name>    text (default), json, markdown or sarif
  --output <file>    write the report to a file
  --level <name>     leave out what weighs less: breaking, risky or safe (default)
  --fail-on <name>   what the exit code tells: breaking (default), risky or never
  --lenient          take documents with faults that leave the rest sound, and warn of what stands in
  --rules            list all rules, what they weigh and why
  --root <dir>       the folder that holds spec/ (default: the nearest one above the current folder)
  --help             this text

Exit code: 0 nothing breaks, 5 something does, 2 a document or an option was refused.`;

const severities: readonly Severity[] = ['breaking', 'risky', 'safe'];

/** `specwright diff`: returns the exit code. */
export async function diff(args: readonly string[]): Promise<number> {
  const { values: options, names } = readNamesAndArguments('diff', args, {
    git: { type: 'string' },
    format: { type: 'string' },
    output: { type: 'string' },
    level: { type: 'string' },
    'fail-on': { type: 'string' },
    rules: { type: 'boolean' },
    root: { type: 'string' },
    lenient: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(diffHelp), 0);
  if (options.rules === true) return (console.log(listRules()), 0);
  const reporter = oneOf('format', options.format ?? 'text', diffReporters);
  const shown = severities.slice(0, severities.indexOf(oneOf('level', options.level ?? 'safe', severityTable)) + 1);
  const failing = oneOf('fail-on', options['fail-on'] ?? 'breaking', failures);
  const lenient = options.lenient === true;
  const colours = options.output === undefined && hasColours(process.stdout);
  const reports = options.git === undefined ? [await compareTwo(names, lenient)] : await compareWithRevision(options.git, names, options.root, lenient);
  const text = reporter(reports.map((report) => ({ ...report, colours, findings: report.findings.filter(({ severity }) => shown.includes(severity)) })));
  if (options.output === undefined) process.stdout.write(text);
  else writeFileSync(options.output, text);
  return reports.some(({ findings }) => findings.some(({ severity }) => failing.includes(severity))) ? 5 : 0;
}

const severityTable: Readonly<Record<string, Severity>> = { breaking: 'breaking', risky: 'risky', safe: 'safe' };
const failures: Readonly<Record<string, readonly Severity[]>> = { breaking: ['breaking'], risky: ['breaking', 'risky'], never: [] };

function oneOf<Value>(option: string, name: string, table: Readonly<Record<string, Value>>): Value {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found !== undefined) return found;
  throw new UsageError(`specwright diff: --${option} takes one of ${Object.keys(table).join(', ')}, not ${name}`);
}

function listRules(): string {
  return Object.entries(rules).map(([id, { severity, reason }]) => `${id.padEnd(40)} ${severity.padEnd(9)} ${reason}`).join('\n');
}

type Comparison = Omit<DiffReport, 'colours'>;

async function compareTwo([old, next, ...others]: readonly string[], lenient: boolean): Promise<Comparison> {
  if (old === undefined || next === undefined || others.length > 0) throw new UsageError('specwright diff takes two documents, an old and a new one, or --git <revision> (specwright diff --help)');
  const base = process.cwd();
  const [before, now] = [await open(existing(old), base, lenient), await open(existing(next), base, lenient)];
  return { old, new: next, findings: await compare(before, now) };
}

async function compareWithRevision(revision: string, names: readonly string[], root: string | undefined, lenient: boolean): Promise<Comparison[]> {
  const documents = names.length > 0 ? names.map(existing) : await projectDocuments(root);
  const comparisons: Comparison[] = [];
  for (const document of documents) comparisons.push(await compareDocument(document, revision, lenient));
  return comparisons;
}

async function projectDocuments(root: string | undefined): Promise<string[]> {
  const { openProject } = await import('../generator/commands/project.ts');
  const project = openProject(root === undefined ? {} : { root });
  return project.apis.map((name) => path.join(project.root, 'spec', name));
}

async function compareDocument(document: string, revision: string, lenient: boolean): Promise<Comparison> {
  const { openAtRevision } = await import('./open-at-revision.ts');
  const old = await openAtRevision(document, revision, { command: 'diff', lenient });
  await warn(old, lenient);
  const next = await open(document, process.cwd(), lenient);
  const name = path.relative(process.cwd(), document) || '.';
  return { old: `${name} at ${revision}`, new: name, findings: await compare(old, next) };
}

/** Loaded when the arguments are known to be right: it takes a second. */
async function compare(old: Contract, next: Contract) {
  const { compareContracts } = await import('../conformance/diff/compare-contracts.ts');
  return compareContracts(old, next);
}

async function open(document: string, base: string, lenient: boolean): Promise<Contract> {
  const { openContract } = await import('../conformance/contract/open-contract.ts');
  const contract = await openContract(document, { base, lenient });
  await warn(contract, lenient);
  return contract;
}

async function warn({ warnings }: Contract, lenient: boolean): Promise<void> {
  if (!lenient || warnings.length === 0) return;
  const { formatWarnings } = await import('../generator/load/format-warnings.ts');
  console.error(formatWarnings(warnings));
}

function existing(name: string): string {
  const found = path.resolve(name);
  if (!existsSync(found)) throw new UsageError(`specwright diff: there is no file or folder ${name}`);
  return found;
}
