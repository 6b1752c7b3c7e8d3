import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folders of the project, in the words of the import table (the design's "who may import whom"). */
type Place = { readonly part: string; readonly api?: string; readonly stage?: string; readonly noun?: string; readonly file: string };

function place(path: string): Place {
  const [part = '', second = ''] = path.split('/');
  if (part === 'generated' || part === 'handlers') return { part, api: second, file: path };
  if (part === 'generator') return { part, stage: path.split('/').length > 2 ? second : 'entry', file: path };
  if (part === 'domain') return { part, noun: path.split('/').length > 2 ? second : 'shared', file: path };
  return { part: path.includes('/') ? part : 'root', file: path };
}

const stages = ['load', 'model', 'emit', 'templates', 'files', 'lint', 'commands', 'entry'];

/** True when code at `from` may import the file at `to`; `typeOnly` for `import type`. */
function allowed(from: Place, to: Place, typeOnly: boolean): boolean {
  switch (from.part) {
    case 'generator':
      return to.part === 'generator' && stages.indexOf(to.stage ?? '') <= stages.indexOf(from.stage ?? '');
    case 'generated':
      if (to.part === 'handlers') return from.file.endsWith('/handlers.ts') && to.api === from.api;
      return (to.part === 'generated' && to.api === from.api) || isPackageEntry(to);
    case 'handlers':
      if (to.part === 'generated') return typeOnly && to.api === from.api;
      return (to.part === 'handlers' && to.api === from.api) || to.part === 'domain' || isPackageEntry(to);
    case 'domain':
      return to.part === 'domain' && nounsInOrder(to, from);
    case 'runtime':
      return to.part === 'runtime';
    case 'conformance':
      if (to.part === 'conformance' || to.file === 'runtime/client/index.ts') return true;
      return to.part === 'generator' && ['load', 'model'].includes(to.stage ?? '');
    default:
      return true;
  }
}

function isPackageEntry(to: Place): boolean {
  return to.file === 'runtime/index.ts' || to.file === 'runtime/client/index.ts';
}

/** domain/README.md lists the nouns in order of dependency: `1. **noun** …`. */
const nouns = [...readFileSync(join(root, 'domain/README.md'), 'utf8').matchAll(/^\d+\. \*\*([a-z-]+)\*\*/gm)].map((match) => match[1]);

function nounsInOrder(to: Place, from: Place): boolean {
  if (to.noun === from.noun || to.noun === 'shared') return true;
  return nouns.indexOf(to.noun) >= 0 && nouns.indexOf(to.noun) < (from.noun === 'shared' ? Infinity : nouns.indexOf(from.noun));
}

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const packageEntries: Record<string, string> = { 'specwright/runtime': 'runtime/index.ts', 'specwright/client': 'runtime/client/index.ts' };

function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/gm);
  return [...statements].flatMap(([, typeWord, name, lazy]) => {
    const specifier = name ?? lazy ?? '';
    const to = packageEntries[specifier] ?? (specifier.startsWith('.') ? relative(root, resolve(root, dirname(path), specifier)) : undefined);
    return to === undefined ? [] : [{ from: path, to, typeOnly: typeWord !== undefined }];
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|js)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const folders = ['generator', 'generated', 'handlers', 'domain', 'runtime', 'conformance', 'migrations'].filter((folder) =>
  readdirSync(root).includes(folder),
);
const files = folders.flatMap(sources);

test('every import keeps to the table of who may import whom', () => {
  const broken = files
    .flatMap(importsOf)
    .filter(({ from, to, typeOnly }) => !allowed(place(from), place(to), typeOnly))
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(broken, []);
});

test('the import table is applied to every part of the house', () => {
  for (const part of ['generator', 'generated', 'handlers', 'domain', 'runtime', 'conformance'])
    assert.ok(files.flatMap(importsOf).some(({ from }) => from.startsWith(`${part}/`)), `no import found under ${part}/`);
});

test('every noun of the domain has its place in the order of domain/README.md', () => {
  const missing = readdirSync(join(root, 'domain'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !nouns.includes(entry.name))
    .map((entry) => entry.name);
  assert.deepEqual(missing, []);
});

test('no API is named under domain, runtime, generator, conformance or migrations', () => {
  const apis = readdirSync(join(root, 'spec'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const words = new RegExp(apis.flatMap((api) => [api, api.replaceAll('-', '_'), api.replaceAll('-', '')]).join('|'), 'i');
  const named = ['domain', 'runtime', 'generator', 'conformance', 'migrations']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => words.test(path.slice(root.length)) || words.test(readFileSync(path, 'utf8')))
    .map((path) => relative(root, path));
  assert.deepEqual(named, []);
});

test('only runtime touches the socket library', () => {
  const touching = files.filter((path) => /from 'uWebSockets\.js'|from 'socket\.io'/.test(readFileSync(join(root, path), 'utf8')));
  assert.ok(touching.length > 0);
  assert.deepEqual(touching.filter((path) => !path.startsWith('runtime/')), []);
});

test('no hand-written file is longer than 400 lines', () => {
  const long = [...files.filter((path) => !path.startsWith('generated/')), ...sources('test'), ...sources('bin')]
    .filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 401);
  assert.deepEqual(long, []);
});
