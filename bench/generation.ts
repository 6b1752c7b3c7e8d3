/**
 * What does it cost to generate from a large contract, and to generate again after an edit?
 *
 * GitHub's description (1 200 operations, 13 MB, from `@octokit/openapi` where that is installed, or any document given) and
 * our own small one, each in a project of its own under .cache/bench: cold, without a change, and after edits of several kinds, each on top
 * of the one before; the large one as JSON and as YAML. CPU time counts all processes; memory is the largest sum of all of them. Then the size of the validators; how long its output takes to check,
 * with TypeScript 5.9 and 7, against the types of the package as it is published; and how a mock of it starts. A machine with
 * other work to do takes more CPU time for the same: compare figures of one run.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { documentEdits, type EditableDocument } from './document-edits.ts';
import { measureCommand, startCommand, type Cost } from './measure-command.ts';

const root = path.resolve(import.meta.dirname, '..');
const specwright = path.join(root, 'bin/specwright.mjs');
const versionForGitHub = '23.0.2';

/** Prints a table; `document` is a file, by default GitHub's. */
export async function generation(document = gitHubDocument()): Promise<void> {
  const small = path.join(root, 'bench/spec/bench/openapi.yaml');
  console.log(['document', 'what', 'CPU', 'wall', 'memory', 'files written'].join('\t'));
  await measureGeneration('small', small, 'yaml');
  await measureGeneration(path.basename(document), document, 'yaml');
  const project = await measureGeneration(path.basename(document), document, 'json');
  console.log(`validators: ${megabytes(sizeBelow(path.join(project, 'generated/api/validators')))}`);
  await measureTypes(project);
  print('mock', 'listens', await startCommand([specwright, 'mock', document, '--port', '0'], root));
}

/** There is no smaller package of it: 400 MB, of which 13 are needed. Whoever wants the figures installs it for them. */
function gitHubDocument(): string {
  try {
    return createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
  } catch {
    throw new Error(`Name a document (--document <file>), or get GitHub's: npm install --no-save @octokit/openapi@${versionForGitHub}`);
  }
}

/** Every text is written in one way, so that an edit is no more than it says. */
const writers = {
  json: (document: unknown) => JSON.stringify(document, null, 2),
  yaml: (document: unknown) => stringify(document, { aliasDuplicateObjects: false }),
};

async function measureGeneration(title: string, document: string, format: keyof typeof writers): Promise<string> {
  const project = path.join(root, '.cache/bench', `${title.replace(/\W+/g, '-')}-${format}`);
  rmSync(project, { recursive: true, force: true });
  const contract = path.join(project, 'spec/api', `openapi.${format}`);
  mkdirSync(path.dirname(contract), { recursive: true });
  const text = readFileSync(document, 'utf8');
  const data = (text.startsWith('{') ? JSON.parse(text) : parse(text)) as EditableDocument;
  const measure = async (what: string) => {
    writeFileSync(contract, writers[format](data));
    const began = Date.now();
    const cost = await measureCommand([specwright, 'generate', '--root', project], root);
    print(`${title} (${format})`, what, cost, filesBelow(path.join(project, 'generated')).filter((file) => statSync(file).mtimeMs >= began).length);
  };
  await measure('cold');
  await measure('no change');
  for (const [what, edit] of Object.entries(documentEdits)) {
    edit(data);
    await measure(what);
  }
  return project;
}

async function measureTypes(project: string): Promise<void> {
  await measureCommand([specwright, 'scaffold', '--root', project], root);
  await installPackage(project);
  const config = path.join(project, 'tsconfig.json');
  const compilerOptions = { incremental: false, typeRoots: ['node_modules/@types'] };
  writeFileSync(config, JSON.stringify({ extends: path.join(root, 'tsconfig.json'), compilerOptions, include: ['generated/**/*.ts'], exclude: [] }));
  for (const compiler of ['typescript', 'typescript-7']) {
    print('types', compiler, await measureCommand([path.join(root, 'node_modules', compiler, 'bin/tsc'), '-p', config], root));
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

function print(title: string, what: string, { cpuSeconds, seconds, bytes, isFailed }: Cost, written?: number): void {
  const figures = [`${cpuSeconds.toFixed(2)} s`, `${seconds.toFixed(2)} s`, megabytes(bytes), written ?? '', isFailed ? 'FAILED' : ''];
  console.log([title, what, ...figures].join('\t'));
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
