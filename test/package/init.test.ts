import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { UsageError } from '../../generator/commands/arguments.ts';
import { init } from '../../generator/commands/init.ts';
import { projectFiles } from '../../generator/commands/project-files.ts';
import { run } from './run.ts';

const root = resolve(import.meta.dirname, '../..');

describe('a folder or name that cannot be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-init-'));
  const full = join(folder, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'mine.txt'), 'mine');
  writeFileSync(join(folder, 'file'), '');
  after(() => rmSync(folder, { recursive: true }));

  const refused: readonly (readonly [title: string, args: readonly string[], sentence: RegExp])[] = [
    ['none', [], /name the folder to create/],
    ['two', ['one', 'two'], /one folder at a time, not one and two/],
    ['capital letters', [join(folder, 'MyService')], /MyService cannot be a service's name: small letters/],
    ['a digit first', [join(folder, '1st')], /cannot be a service's name/],
    ['the package itself', [join(folder, 'specwright')], /choose another/],
    ['a folder with something in it', [full], /full is not empty; nothing was written/],
    ['a file', [join(folder, 'file')], /is a file, not a folder/],
    ['both with and without a database', ['x', '--database', '--no-database'], /either --database or --no-database/],
    ['an option that does not exist', ['x', '--databse'], /did you mean --database\?/],
  ];
  for (const [title, args, sentence] of refused) {
    test(`${title} is refused`, async () => {
      await assert.rejects(init(args), (error) => error instanceof UsageError && sentence.test(error.message));
      assert.deepEqual(readdirSync(full), ['mine.txt']);
    });
  }
});

test('a new project asks for the versions that this repository is tested with', () => {
  const files = projectFiles({ name: 'my-service', database: true, specwright: '0.1.0' });
  const theirs = manifest(files.find(({ path }) => path === 'package.json')?.text ?? '');
  const ours = manifest(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [name, version] of Object.entries(theirs)) if (name !== 'specwright') assert.equal(version, ours[name], name);
});

function manifest(text: string): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(text) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  return { ...dependencies, ...devDependencies };
}

describe('a project with a database', () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'init-'));
  const project = join(folder, 'my-service');
  after(() => rmSync(folder, { recursive: true }));

  before(async () => {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules', 'specwright'));
    // Of a repository that was only just begun.
    mkdirSync(join(project, '.git'), { recursive: true });
    const { code, stderr } = await run(process.execPath, [join(root, 'bin/specwright.mjs'), 'init', project, '--database', '--no-install'], folder);
    assert.equal(code, 0, stderr);
  });

  test('compiles', async () => {
    const { code, stdout } = await run(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc')], project);
    assert.equal(code, 0, stdout);
  });

  test('answers from a row, in its own tests', async () => {
    const { code, stdout, stderr } = await run(process.execPath, ['--import', 'tsx', 'test/run.ts'], project);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /✔ somebody is greeted in their language/);
  });

  test('is not served in production without the address of its database', async () => {
    const { code, stderr } = await run('env', ['NODE_ENV=production', 'PORT=0', process.execPath, '--import', 'tsx', 'main.ts'], project);
    assert.equal(code, 1);
    assert.match(stderr, /DATABASE_URL must name a PostgreSQL server in production/);
  });
});
