import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareOutputs, isSame, type Differences } from '../files/compare-outputs.ts';
import { generatorHash, isCurrent, recordGeneration, RecordedOutputs, type RecordedApi } from '../files/generation-record.ts';
import { keepDocument, LastGeneration } from '../files/last-generation.ts';
import { writeOutputs } from '../files/write-outputs.ts';
import { TextCache } from '../load/text-cache.ts';
import { formatWarnings } from '../load/format-warnings.ts';
import type { LoadOptions } from '../model/load-api.ts';
import { readArguments } from './arguments.ts';
import { reportChanges } from './changes/report-changes.ts';
import { editableDocument } from './edit/editable-document.ts';
import { eachOf } from './each-of.ts';
import { allApis, openProject, type Project } from './project.ts';
import { readContractSettings } from './read-contract-settings.ts';
import { paint } from './report.ts';

export const generateHelp = `specwright generate [options]

Prints generated/<api>/ from spec/<api>/: types, routes, validators, decoders, client, contract tests.
Writes only files that differ, deletes its own files that are no longer produced, touches no other file. Says what changed
in the contract since the last time (added, removed, changed operations), and where their handlers are.

  --check         write nothing; list what is missing, out of date or left over
  --only <api>    one API instead of all
  --root <dir>    the folder that holds spec/ (default: the nearest one above the current folder)
  --lenient       take contracts with faults that leave the rest sound, and warn of what stands in (spec/README.md)
  --no-cache      generate even if neither contract nor generator nor output changed
  --help          this text

Exit code: 0 done (or, with --check, up to date), 1 with --check: not up to date, 2 a contract or an option was refused.`;

/** `specwright generate`: returns the exit code. */
export async function generate(args: readonly string[]): Promise<number> {
  const options = readArguments('generate', args, {
    check: { type: 'boolean' },
    only: { type: 'string' },
    root: { type: 'string' },
    lenient: { type: 'boolean' },
    'no-cache': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(generateHelp), 0);
  const project = openProject(options);
  const work = { check: options.check === true, cache: options['no-cache'] !== true, lenient: options.lenient === true };
  const results = await generateApis(project, work);
  const isUpToDate = [...results, ...abandoned(project, work.check)].every(Boolean);
  return work.check && !isUpToDate ? 1 : 0;
}

interface Work {
  readonly check: boolean;
  readonly cache: boolean;
  readonly lenient: boolean;
}

/** For each API, whether its folder was, or now is, what the contract says. */
async function generateApis(project: Project, work: Work): Promise<boolean[]> {
  const { root, apis } = project;
  const [current, changed] = partition(apis, (name) => work.cache && isCurrent({ root, name }));
  for (const name of current) report(name, 'unchanged', performance.now());
  return eachOf(changed, (name) => generateApi(project, name, work));
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  const first = new Set(items.filter(isFirst));
  return [[...first], items.filter((item) => !first.has(item))];
}

async function generateApi({ root }: Project, name: string, { check, cache, ...work }: Work): Promise<boolean> {
  const started = performance.now();
  const settings = readContractSettings(root, allApis(root));
  const lenient = work.lenient || settings.lenient.has(name);
  const int64 = settings.int64.get(name) ?? 'number';
  const options: LoadOptions = { base: root, root: join(root, 'spec'), lenient, refuse: settings.refuse, int64, edition: generatorHash(), ...(cache ? {} : { cache: false }) };
  if (cache && !check && int64 === 'number' && (await generateEdit({ root, name }, settings.files, options, started))) return true;
  const { readApi } = await import('../model/load-api.ts');
  const loaded = await readApi(join(root, 'spec', name), options);
  const { api, files, warnings, checked } = loaded;
  const { emitAll } = await import('../emit/plan.ts');
  const texts = cache ? new TextCache(join(root, '.cache', 'specwright', `${name}.texts`), generatorHash()) : new TextCache();
  const last = cache ? new RecordedOutputs({ root, name }) : undefined;
  const outputs = emitAll(api, texts, last);
  await checked;
  texts.save();
  const told = warnings.length > 0 ? formatWarnings(warnings) : '';
  tell(told);
  const folder = join(root, 'generated', name);
  tell(reportChanges(root, name, outputs));
  if (check) return reportCheck(name, compareOutputs(folder, outputs), started);
  const differences = writeOutputs(folder, outputs, join(root, '.cache', 'specwright'));
  const document = editableDocument(loaded, { root, lenient, told });
  recordGeneration({ root, name }, [...files, ...settings.files], outputs, { kept: last?.kept, document });
  keepDocument({ root, name }, document);
  const { missing, changed, leftOver, unchanged } = differences;
  report(name, `${missing.length} new, ${changed.length} changed, ${leftOver.length} deleted, ${unchanged} unchanged`, started);
  return true;
}

/** Of a large document an edit is generated alone, where that can be done. */
async function generateEdit(api: RecordedApi, files: readonly string[], options: LoadOptions, started: number): Promise<boolean> {
  const last = LastGeneration.read(api, files, options.lenient === true);
  if (last === undefined) return false;
  const { applyEdit } = await import('./edit/apply-edit.ts');
  const applied = await applyEdit(api, last, options);
  if (applied === undefined) return false;
  tell(applied.warnings);
  tell(applied.changes);
  report(api.name, applied.files, started);
  return true;
}

function tell(text: string): void {
  if (text !== '') console.error(text);
}

/** Generated folders whose contract is gone. With `check` they are reported, else emptied of what we wrote. */
function abandoned({ root, apis, isWhole }: Project, check: boolean): boolean[] {
  const generated = join(root, 'generated');
  if (!isWhole || !existsSync(generated)) return [];
  const folders = readdirSync(generated, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !apis.includes(entry.name),
  );
  return folders.map(({ name }) => {
    const folder = join(generated, name);
    if (check) return reportCheck(name, compareOutputs(folder, []), performance.now());
    writeOutputs(folder, [], join(root, '.cache', 'specwright'));
    return true;
  });
}

function reportCheck(name: string, differences: Differences, started: number): boolean {
  if (isSame(differences)) return (report(name, 'up to date', started), true);
  const { missing, changed, leftOver, foreign } = differences;
  const lines = Object.entries({ missing, changed, 'left over': leftOver, 'not ours': foreign }).flatMap(([word, paths]) =>
    paths.map((path) => `  ${word}: generated/${name}/${path}`),
  );
  console.error([paint('red', `${name}: generated code is not up to date (npm run generate)`), ...lines].join('\n'));
  return false;
}

function report(name: string, text: string, started: number): void {
  console.error(`${paint('green', name)}: ${text} ${paint('dim', `(${Math.round(performance.now() - started)} ms)`)}`);
}
