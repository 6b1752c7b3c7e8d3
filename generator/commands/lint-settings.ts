import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { RefusalList } from '../load/refusal.ts';
import { Refusals } from '../load/refusals.ts';
import { hintFor, isSetting, readSettings, type RuleNames } from '../lint/read-settings.ts';
import { ruleNames } from '../lint/rule-names.ts';
import { noSettings, type LintSettings, type RuleSetting } from '../lint/settings.ts';
import { UsageError } from './arguments.ts';

export interface SettingsOptions {
  readonly config?: string;
  readonly root?: string;
  readonly rule?: readonly string[];
  readonly 'max-warnings'?: string;
}

const fileName = 'specwright.yaml';

/** Settings from specwright.yaml, and over them those of the command line. Throws what is wrong with either. */
export async function readLintSettings(options: SettingsOptions): Promise<LintSettings> {
  const path = options.config === undefined ? nearestFile(resolve(options.root ?? '.')) : resolve(options.config);
  if (path === undefined && options.rule === undefined) return { ...noSettings, maxWarnings: readMaximum(options['max-warnings'], noSettings) };
  const names = await ruleNames();
  const written = path === undefined ? noSettings : readFile(path, names);
  const given = (options.rule ?? []).map((text) => readRule(text, names));
  return { ...written, rules: new Map([...written.rules, ...given]), maxWarnings: readMaximum(options['max-warnings'], written) };
}

function nearestFile(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, fileName))) return join(folder, fileName);
    if (folder === dirname(folder)) return undefined;
  }
}

function readFile(path: string, names: RuleNames): LintSettings {
  if (!existsSync(path)) throw new UsageError(`specwright lint: there is no file ${path}`);
  const refusals = new RefusalList();
  const file = relative(process.cwd(), path);
  const text = readFileSync(path, 'utf8');
  const settings = readSettings({ path, file, text }, names, refusals);
  if (!refusals.isEmpty) throw new Refusals(refusals.toArray(), [path], new Map([[file, text]]));
  return settings;
}

/** `missing-example=off` */
function readRule(text: string, names: RuleNames): [string, RuleSetting] {
  const [id = '', severity] = text.split('=', 2);
  if (!names.has(id)) throw new UsageError(`specwright lint: there is no rule ${id}. ${hintFor(id, names)}`);
  if (!isSetting(severity)) throw new UsageError(`specwright lint: --rule ${id}=… takes off, warn or error`);
  return [id, { severity }];
}

function readMaximum(text: string | undefined, { maxWarnings }: LintSettings): number {
  if (text === undefined) return maxWarnings;
  if (!/^\d+$/.test(text)) throw new UsageError('specwright lint: --max-warnings takes a whole number');
  return Number(text);
}
