import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { runCommand } from '../../command-process.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const old = `openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    post:
      operationId: addPet
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Pet'}
      responses:
        '204': {description: ok}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 20}
`;
const next = old.replace('maxLength: 20', 'maxLength: 10');

function diff(folder: string, ...args: string[]) {
  return runCommand(['diff', ...args], { cwd: folder });
}

describe('specwright diff', () => {
  test('a break is told with both places, a value that shows it and the operations, and the exit code is 5', async () => {
    const folder = contractFolder({ 'old.yaml': old, 'new.yaml': next });
    const { code, stdout } = await diff(folder, 'old.yaml', 'new.yaml', '--level', 'breaking');
    assert.equal(code, 5);
    assert.match(stdout, /^breaking request-max-length-narrowed: name must NOT have more than 10 characters$/m);
    assert.match(stdout, /^ {2}old old\.yaml:28:41 {2}new new\.yaml:28:41$/m);
    assert.match(stdout, /^ {2}was accepted, is refused: \{"name":"a{20}"\}$/m);
    assert.match(stdout, /^ {2}POST \/pets \(addPet\): request body application\/json, name$/m);
    assert.ok(!stdout.includes('\u001b'), 'colours are for terminals');
  });

  test('JSON keeps to its published schema, and SARIF and markdown name the place in the new document', async () => {
    const folder = contractFolder({ 'old.yaml': old, 'new.yaml': next });
    const report: unknown = JSON.parse((await diff(folder, 'old.yaml', 'new.yaml', '--format', 'json')).stdout);
    const schema = JSON.parse(readFileSync(path.join(root, 'conformance/diff/diff-report.schema.json'), 'utf8')) as object;
    const ajv = new Ajv2020();
    assert.ok(ajv.validate(schema, report), JSON.stringify(ajv.errors));
    const sarif = JSON.parse((await diff(folder, 'old.yaml', 'new.yaml', '--format', 'sarif')).stdout);
    assert.deepEqual(sarif.runs[0].results[0].locations[0].physicalLocation, { artifactLocation: { uri: 'new.yaml' }, region: { startLine: 28, startColumn: 41 } });
    assert.match((await diff(folder, 'old.yaml', 'new.yaml', '--format', 'markdown')).stdout, /new `new\.yaml:28:41`/);
  });

  test('--git compares the working tree with a revision, and the ids of findings stay while lines move', async () => {
    const folder = contractFolder({ 'openapi.yaml': old });
    const git = (...args: string[]) => spawnSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]).status;
    for (const args of [['init', '-q'], ['add', '.'], ['commit', '-qm', 'one']]) assert.equal(git(...args), 0);
    assert.equal((await diff(folder, '--git', 'HEAD', 'openapi.yaml')).code, 0);
    writeFileSync(path.join(folder, 'openapi.yaml'), next.replace('paths:', '# moved\npaths:'));
    const { code, stdout } = await diff(folder, '--git', 'HEAD', 'openapi.yaml', '--format', 'json', '--level', 'breaking');
    assert.equal(code, 5);
    const [{ findings }] = JSON.parse(stdout).comparisons;
    assert.deepEqual([findings[0].old.file, findings[0].old.line, findings[0].new.file, findings[0].new.line], ['openapi.yaml', 28, 'openapi.yaml', 29]);
    writeFileSync(path.join(folder, 'openapi.yaml'), next);
    const again = JSON.parse((await diff(folder, '--git', 'HEAD', 'openapi.yaml', '--format', 'json', '--level', 'breaking')).stdout);
    assert.equal(again.comparisons[0].findings[0].id, findings[0].id);
  });

  test('what cannot be compared is refused with exit code 2', async () => {
    const folder = contractFolder({ 'old.yaml': old, 'broken.yaml': old.replace('schemas/Pet', 'schemas/Cat') });
    const broken = await diff(folder, 'old.yaml', 'broken.yaml');
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /^broken\.yaml:12:\d+ broken-reference/m);
    const missing = await diff(folder, 'old.yaml');
    assert.deepEqual([missing.code, missing.stderr.includes('takes two documents')], [2, true]);
    assert.match((await diff(folder, '--git', 'no-such-branch', 'old.yaml')).stderr, /specwright diff: /);
  });
});
