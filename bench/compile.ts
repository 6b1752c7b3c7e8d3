import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the compiled form of the servers and of the runtime goes. */
export const compiledFolder = path.join(root, '.cache', 'bench');

/** Servers are measured as in production: compiled, the runtime joined as `npm run build` joins it, without tsx in the process. */
export function compileServers(): void {
  rmSync(compiledFolder, { recursive: true, force: true });
  compileFolder(path.join(root, 'runtime'), path.join(compiledFolder, 'runtime'));
  execFileSync(process.execPath, [path.join(root, 'bin/bundle-runtime.mjs'), path.join(compiledFolder, 'runtime')]);
  for (const folder of ['domain', 'generated/rustygpt', 'handlers/rustygpt', 'main']) compileFolder(path.join(root, folder), path.join(compiledFolder, folder));
  for (const folder of ['peers', 'clients', 'generated', 'handlers']) compileFolder(path.join(root, 'bench', folder), path.join(compiledFolder, 'bench', folder));
  cpSync(path.join(root, 'bench/spec'), path.join(compiledFolder, 'bench/spec'), { recursive: true });
  const manifest = { name: 'specwright', type: 'module', exports: { './runtime': './runtime/index.js', './client': './runtime/client/index.js' } };
  writeFileSync(path.join(compiledFolder, 'package.json'), JSON.stringify(manifest));
}

/** File by file and without types, which takes no time to speak of. */
export function compileFolder(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (entry.endsWith('.js')) compileFile(path.join(from, entry), path.join(to, entry));
    else if (entry.endsWith('.ts') && !entry.endsWith('.d.ts')) compileFile(path.join(from, entry), path.join(to, entry.replace(/\.ts$/, '.js')));
  }
}

/** A script is copied. */
function compileFile(from: string, to: string): void {
  const text = readFileSync(from, 'utf8');
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, from.endsWith('.js') ? text : typescript.transpileModule(text, { compilerOptions }).outputText);
}

const compilerOptions: typescript.CompilerOptions = {
  target: typescript.ScriptTarget.ES2023,
  module: typescript.ModuleKind.ESNext,
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
};
