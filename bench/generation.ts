/**
 * What does it cost to generate from a large contract, and to generate again after an edit?
 *
 * GitHub's description (1 200 operations, 13 MB, fetched the first time, or any document given) and our own small one, each in a
 * project of its own under .cache/bench: cold, without a change, and after edits of several kinds, each on top of the one before;
 * the large one as JSON and as YAML. Processor time counts all processes; memory is the largest sum of all of them. Then the size
 * of the validators; how long its output takes to check, with TypeScript 5.9 and 7, against the types of the package as it is
 * published; and how a mock of it starts. A machine with other work to do takes more processor time for the same: compare figures
 * of one run.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { documentEdits, type EditableDocument } from './document-edits.ts';
import { gitHubDescription } from './github-description.ts';
import { measureCommand, startCommand, type Cost } from './measure-command.ts';
import { table, type Section } from './section.ts';

const root = path.resolve(import.meta.dirname, '..');
const specwright = path.join(root, 'bin/specwright.mjs');
const folder = path.join(root, '.cache/bench');

type Tell = (what: string, how: string, cost: Cost, written?: number) => void;

/** Says each figure when it is known, and all of them at the end; `document` is a file. */
export async function generation(document = gitHubDescription(folder)): Promise<Section> {
  const rows: string[][] = [];
  const tell: Tell = (what, how, cost, written) => {
    if (cost.isFailed) throw new Error(`${what}, ${how}: the command failed`);
    const row = [what, how, ...figuresOf(cost), `${written ?? ''}`];
    console.error(row.join('\t'));
    rows.push(row);
  };
  await measureGeneration('five operations', path.join(root, 'bench/spec/bench/openapi.yaml'), 'yaml', tell);
  const title = path.basename(document, path.extname(document));
  await measureGeneration(title, document, 'yaml', tell);
  const project = await measureGeneration(title, document, 'json', tell);
  await measureTypes(project, tell);
  tell('mock', 'listens', await startCommand([specwright, 'mock', document, '--port', '0'], root));
  return { title: 'What generating costs', text: textOf(rows, sizeBelow(path.join(project, 'generated/api/validators'))) };
}

function textOf(rows: readonly string[][], validators: number): string {
  const head = ['document', 'what', 'processor time', 'by the clock', 'memory', 'files written'];
  return `${table(head, rows)}\n\nThe validators of the last document are ${megabytes(validators)}; an operation loads those that it reaches.`;
}

/** Every text is written in one way, so that an edit is no more than it says. */
const writers = {
  json: (document: unknown) => JSON.stringify(document, null, 2),
  yaml: (document: unknown) => stringify(document, { aliasDuplicateObjects: false }),
};

async function measureGeneration(title: string, document: string, format: keyof typeof writers, tell: Tell): Promise<string> {
  const project = path.join(folder, `${title.replace(/\W+/g, '-')}-${format}`);
  rmSync(project, { recursive: true, force: true });
  const contract = path.join(project, 'spec/api', `openapi.${format}`);
  mkdirSync(path.dirname(contract), { recursive: true });
  const text = readFileSync(document, 'utf8');
  const data = (text.startsWith('{') ? JSON.parse(text) : parse(text)) as EditableDocument;
  const measure = async (what: string) => {
    writeFileSync(contract, writers[format](data));
    const began = Date.now();
    const cost = await measureCommand([specwright, 'generate', '--root', project], root);
    tell(`${title} (${format})`, what, cost, filesBelow(path.join(project, 'generated')).filter((file) => statSync(file).mtimeMs >= began).length);
  };
  await measure('cold');
  await measure('no change');
  for (const [what, edit] of Object.entries(documentEdits)) {
    edit(data);
    await measure(what);
  }
  return project;
}

async function measureTypes(project: string, tell: Tell): Promise<void> {
  await measureCommand([specwright, 'scaffold', '--root', project], root);
  await installPackage(project);
  const config = path.join(project, 'tsconfig.json');
  const compilerOptions = { incremental: false, typeRoots: ['node_modules/@types'] };
  writeFileSync(config, JSON.stringify({ extends: path.join(root, 'tsconfig.json'), compilerOptions, include: ['generated/**/*.ts'], exclude: [] }));
  for (const compiler of ['typescript', 'typescript-7']) {
    tell('types', compiler, await measureCommand([path.join(root, 'node_modules', compiler, 'bin/tsc'), '-p', config], root));
  }
}

/** As somebody would have it who depends on the package: declarations, no sources. */
async function installPackage(project: string): Promise<void> {
  const modules = path.join(project, 'node_modules');
  const installed = path.join(modules, 'specwright');
  const compile = ['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', path.join(installed, 'dist')];
  await measureCommand(compile, root);
  const exports = { './runtime': './dist/runtime/index.js', './client': './dist/runtime/client/index.js' };
  writeFileSync(path.join(installed, 'package.json'), JSON.stringify({ name: 'specwright', type: 'module', exports }));
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'large', type: 'module' }));
  mkdirSync(path.join(modules, '@types'));
  for (const name of ['@types/node', 'undici-types', 'pino', 'prom-client', 'uWebSockets.js']) {
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
}

function figuresOf({ cpuSeconds, seconds, bytes }: Cost): string[] {
  return [`${cpuSeconds.toFixed(2)} s`, `${seconds.toFixed(2)} s`, megabytes(bytes)];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function sizeBelow(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
