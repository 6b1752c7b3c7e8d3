import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCommand } from '../../command-process.ts';
import { createProject } from './project.ts';
import { runSpecwright } from './run-specwright.ts';

const project = createProject();
after(() => project.remove());
const run = (...args: string[]) => runCommand(args, { cwd: project.root });
/** As from a shell. */
const runWhole = (...args: string[]) => runSpecwright(args, { cwd: project.root });

test('--help lists the commands, on standard output', async () => {
  const { code, stdout, stderr } = await runWhole('--help');
  assert.equal(code, 0);
  for (const name of ['start', 'test', 'generate', 'scaffold', 'lint', 'migrate', 'bench'])
    assert.match(stdout, new RegExp(`^  ${name} `, 'm'));
  assert.equal(stderr, '');
});

test('each generator command explains itself and its exit codes', async () => {
  for (const name of ['generate', 'scaffold']) {
    const { code, stdout } = await run(name, '--help');
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^specwright ${name}[^]*--only <api>[^]*Exit code: 0`));
  }
});

test('an unknown command is refused with the one that was probably meant', async () => {
  const { code, stdout, stderr } = await runWhole('genrate');
  assert.equal(code, 2);
  assert.equal(stderr, 'specwright: there is no command genrate; did you mean generate? (specwright --help)\n');
  assert.equal(stdout, '');
});

test('an unknown option is refused with the one that was probably meant', async () => {
  const { code, stderr } = await runWhole('generate', '--chek');
  assert.equal(code, 2);
  assert.equal(stderr, 'specwright generate: there is no option --chek; did you mean --check? (specwright generate --help)\n');
});

test('an option without its value is refused', async () => {
  const { code, stderr } = await run('generate', '--only');
  assert.equal(code, 2);
  assert.match(stderr, /^specwright generate: .*--only/);
});

test('an unknown API is refused with the one that was probably meant', async () => {
  const { code, stderr } = await run('generate', '--only', 'shopp');
  assert.equal(code, 2);
  assert.match(stderr, /there is no contract in spec\/shopp; did you mean shop\?/);
});

test('a folder without contracts is refused', async () => {
  const { code, stderr } = await runCommand(['generate', '--root', join(project.root, 'spec')]);
  assert.equal(code, 2);
  assert.match(stderr, /has no folder spec\//);
});

test('scaffold creates every file that is asked to be written by hand, once', async () => {
  project.put('handlers/shop/context.ts', '// mine\n');
  const { code, stderr } = await run('scaffold');
  assert.equal(code, 0);
  assert.deepEqual(
    stderr.split('\n').filter((line) => line.startsWith('  ')),
    [
      '  handlers/shop/problems.ts',
      '  handlers/shop/sign-in.ts',
      '  handlers/shop/items/put-item.ts',
      '  test/api/shop/items/put-item.test.ts',
      '  handlers/shop/live/connection.ts',
      '  handlers/shop/live/receive-ping.ts',
      '  test/api/shop/live/receive-ping.test.ts',
    ],
  );
  assert.equal(readFileSync(join(project.root, 'handlers/shop/context.ts'), 'utf8'), '// mine\n');
  assert.match((await run('scaffold')).stderr, /shop: nothing is missing/);
});

test('a handler stub says what it is for and that it is not written yet', async () => {
  await run('scaffold');
  assert.equal(
    readFileSync(join(project.root, 'handlers/shop/items/put-item.ts'), 'utf8'),
    `import { NotImplemented } from 'specwright/runtime';
import type { PutItem } from '../../../generated/shop/operations.ts';
import type { Context } from '../context.ts';

/** PUT /items/{id}: Put an item */
export const putItem: PutItem<Context> = () => {
  throw new NotImplemented('putItem');
};
`,
  );
});

test('colours are for terminals only', async () => {
  const { stderr } = await runWhole('generate', '--no-cache');
  assert.doesNotMatch(stderr, /\u001b/);
});
