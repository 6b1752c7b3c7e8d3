import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCommand } from '../../command-process.ts';
import { aDocument } from '../lint/lint-text.ts';
import { createProject } from './project.ts';

const project = createProject({ 'spec/pets/openapi.yaml': aDocument(), 'other.json': '{ "openapi": "3.0.3" ', 'open.yaml': aDocument({ head: '' }) });
after(() => project.remove());
const run = (...args: string[]) => runCommand(['lint', ...args], { cwd: project.root });

test('a project without anything to mend is told so', async () => {
  const { code, stdout, stderr } = await run('--root', '.');
  assert.deepEqual([code, stdout, stderr], [0, '', 'pets: nothing to mend\n']);
});

test('errors fail, warnings only beyond their number', async () => {
  assert.equal((await run('other.json')).code, 1);
  assert.equal((await run('open.yaml')).code, 0);
  const { code, stderr } = await run('open.yaml', '--max-warnings', '0');
  assert.deepEqual([code, stderr], [1, '0 errors, 1 warning (0 allowed)\n']);
});

test('what the command does not understand is refused', async () => {
  for (const [args, sentence] of [
    [['nowhere.yaml'], /there is no file or folder nowhere\.yaml/],
    [['--rule', 'missing-exampel=off'], /Did you mean missing-example\?/],
    [['--rule', 'missing-example=loud'], /takes off, warn or error/],
    [['--format', 'xml'], /there is no format xml; there are: human, json, sarif, github/],
    [['--max-warnings', 'few'], /takes a whole number/],
  ] as const) {
    const { code, stderr } = await run('open.yaml', ...args);
    assert.equal(code, 2);
    assert.match(stderr, sentence);
  }
});

test('specwright.yaml sets rules and names exceptions, and is refused where it means nothing', async () => {
  project.put('specwright.yaml', 'lint:\n  except:\n    - { rule: unsecured-write, at: "open.yaml#/paths", because: it is a toy }\n');
  assert.deepEqual((await run('open.yaml')).stderr, 'open.yaml: nothing to mend\n');
  project.put('specwright.yaml', 'lint:\n  except:\n    - { rule: unused-component, at: "open.yaml#/paths", because: it was so }\n  rules: { unsecured-write: off }\n');
  assert.match((await run('open.yaml')).stdout, /specwright\.yaml:3:7 warning unused-exception/);
  project.put('specwright.yaml', 'lint:\n  ruls: {}\n  except: { rule: unsecured-write }\n');
  const { code, stderr } = await run('open.yaml');
  project.put('specwright.yaml', '');
  assert.equal(code, 2);
  assert.match(stderr, /specwright\.yaml:2:3 [^]*Did you mean rules\?[^]*specwright\.yaml:3:11 [^]*this must be a list/);
});

test('--fix mends the file and reports what is left', async () => {
  project.put('fix.yaml', aDocument().replace("'204':", '204:'));
  const { code, stderr } = await run('fix.yaml', '--fix');
  assert.deepEqual([code, stderr], [0, '1 mended\nfix.yaml: nothing to mend\n']);
  assert.equal(readFileSync(join(project.root, 'fix.yaml'), 'utf8'), aDocument());
});

test('--output writes the report and leaves standard output alone', async () => {
  const { stdout } = await run('open.yaml', '--format', 'json', '--output', 'report.json');
  assert.equal(stdout, '');
  assert.match(readFileSync(join(project.root, 'report.json'), 'utf8'), /"rule": "unsecured-write"/);
});
