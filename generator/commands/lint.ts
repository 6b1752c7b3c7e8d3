import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Finding } from '../lint/finding.ts';
import type { LintResult } from '../lint/lint-target.ts';
import type { LintSettings } from '../lint/settings.ts';
import type { SubjectOptions } from '../lint/subject.ts';
import { readNamesAndArguments, UsageError } from './arguments.ts';
import { readLintSettings } from './lint-settings.ts';
import { openProject } from './project.ts';
import { hasColours, paint } from './report.ts';

export const lintHelp = `specwright lint [document …] [options]

Names what is wrong in contracts, with file, line and column: what the generator would refuse, rules of @redocly/openapi-core and
of @asyncapi/parser, and rules of our own. A document is a file (OpenAPI 3.0 to 3.2, AsyncAPI) or a folder that holds one;
without any, all contracts under spec/ are looked at. Settings are read from specwright.yaml.

  --fix                 mend what can be mended safely; nothing else of a file changes
  --rule <id>=<level>   off, warn or error for one rule; may be repeated
  --rules               list all rules, what they weigh and why one wants them
  --format <name>       human (default), json, sarif or github
  --output <file>       write the report to a file
  --max-warnings <n>    fail on more warnings than this
  --config <file>       instead of the nearest specwright.yaml
  --only <api>          one API of spec/ instead of all
  --root <dir>          the folder that holds spec/ (default: the nearest one above the current folder)
  --help                this text

Exit code: 0 nothing to mend (warnings do not count), 1 errors or too many warnings, 2 an option, a document's name or specwright.yaml
was refused.`;

/** `specwright lint`: returns the exit code. */
export async function lint(args: readonly string[]): Promise<number> {
  const { values: options, names } = readNamesAndArguments('lint', args, {
    fix: { type: 'boolean' },
    rule: { type: 'string', multiple: true },
    rules: { type: 'boolean' },
    format: { type: 'string' },
    output: { type: 'string' },
    'max-warnings': { type: 'string' },
    config: { type: 'string' },
    only: { type: 'string' },
    root: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(lintHelp), 0);
  if (options.rules === true) return listRules();
  const reporter = await findReporter(options.format ?? 'human');
  const targets = findTargets(names, options);
  const settings = await readLintSettings(options);
  let results = await lintAll(targets, settings);
  if (options.fix === true && (await mend(results, targets))) results = await lintAll(targets, settings);
  const { applyExceptions } = await import('../lint/exceptions.ts');
  const texts = new Map(results.flatMap((result) => [...result.texts]));
  const base = targets[0]?.options.base ?? process.cwd();
  const found = results.flatMap((result) => result.findings);
  const findings = applyExceptions(found, settings.exceptions, { base, files: texts.keys() });
  put(reporter({ findings, texts, base, colours: options.output === undefined && hasColours(process.stdout) }), options.output);
  summarise(findings, targets, settings);
  return isGood(findings, settings) ? 0 : 1;
}

async function listRules(): Promise<number> {
  const { describeRules } = await import('../lint/rule-names.ts');
  console.log((await describeRules()).join('\n'));
  return 0;
}

async function findReporter(name: string) {
  const { reporters } = await import('../lint/reports/reporters.ts');
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (reporter !== undefined) return reporter;
  throw new UsageError(`specwright lint: there is no format ${name}; there are: ${Object.keys(reporters).join(', ')}`);
}

interface Target {
  readonly path: string;
  readonly options: SubjectOptions;
}

/** Documents by name, relative to the current folder; or all of the project. */
function findTargets(names: readonly string[], options: { readonly only?: string; readonly root?: string }): Target[] {
  if (names.length > 0) return names.map(findTarget);
  const { root, apis } = openProject(options);
  return apis.map((name) => ({ path: join(root, 'spec', name), options: { base: root, root: join(root, 'spec') } }));
}

function findTarget(name: string): Target {
  const path = resolve(name);
  if (!existsSync(path)) throw new UsageError(`specwright lint: there is no file or folder ${name}`);
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const here = process.cwd();
  const isBelow = folder === here || folder.startsWith(here + sep);
  return { path, options: { base: here, root: isBelow ? here : folder } };
}

async function lintAll(targets: readonly Target[], settings: LintSettings): Promise<LintResult[]> {
  const { lintTarget } = await import('../lint/lint-target.ts');
  const results: LintResult[] = [];
  for (const { path, options } of targets) results.push(await lintTarget(path, options, settings));
  return results;
}

/** Whether something was mended; a file is replaced when it is whole. */
async function mend(results: readonly LintResult[], targets: readonly Target[]): Promise<boolean> {
  const { fixText } = await import('../lint/fixes/fix-text.ts');
  let count = 0;
  for (const [index, { findings, texts }] of results.entries()) {
    for (const [file, text] of texts) {
      const path = resolve(targets[index]?.options.base ?? '.', file);
      if (readFileSync(path, 'utf8') !== text) continue;
      const fixed = fixText(text, findings.filter(({ position }) => position.file === file));
      count += fixed.count;
      if (fixed.count > 0) replace(path, fixed.text);
    }
  }
  if (count > 0) console.error(paint('green', `${count} mended`));
  return count > 0;
}

function replace(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: statSync(path).mode });
  renameSync(draft, path);
}

function put(report: string, output: string | undefined): void {
  if (output === undefined) process.stdout.write(report);
  else writeFileSync(output, report);
}

function isGood(findings: readonly Finding[], { maxWarnings }: LintSettings): boolean {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return errors === 0 && findings.length - errors <= maxWarnings;
}

function summarise(findings: readonly Finding[], targets: readonly Target[], { maxWarnings }: LintSettings): void {
  if (findings.length === 0) {
    for (const { path, options } of targets) console.error(`${paint('green', shownName(path, options))}: nothing to mend`);
    return;
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const limit = warnings > maxWarnings ? ` (${maxWarnings} allowed)` : '';
  console.error(`${count(errors, 'error')}, ${count(warnings, 'warning')}${limit}`);
}

/** An API by its name, another document by its path. */
function shownName(path: string, { base, root }: SubjectOptions): string {
  return root === join(base, 'spec') ? relative(root, path) : relative(base, path) || '.';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
