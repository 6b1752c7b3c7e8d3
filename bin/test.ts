import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestServer } from '../test/database.ts';
import { compileTests } from './compiled.mjs';
import { generateChecks, lint, root, runSteps, typecheck } from './steps.ts';
import { batchTests } from './test-batches.ts';

const help = `specwright test [files …]

Checks that generated code is up to date, types, lint; then runs the tests (all of them, or the files named) against
a Postgres of their own. Ends with the test runner's summary.

  --tests-only   skip the checks before the tests
Exit code: 0 all passed, 1 a check or a test failed.`;

/** Everything that must hold before a change lands, from the cheapest check to the slowest test. */
export async function test(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'tests-only': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(help), 0;
  mkdirSync(`${root}.cache`, { recursive: true });
  const steps = values['tests-only'] ? [] : [...generateChecks, typecheck, lint];
  const files = positionals.length > 0 ? positionals : compileTests(batchTests(testFiles()));
  const [isRight, server] = await Promise.all([runSteps(steps), startTestServer()]);
  try {
    if (!isRight) return 1;
    return await runTests(await files, server);
  } finally {
    await server.stop();
  }
}

function testFiles(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function runTests(files: readonly string[], server: { url: string; template: string }): Promise<number> {
  // Two more than there are processors: much of a test is waiting.
  const concurrency = `--test-concurrency=${availableParallelism() + 2}`;
  const compiled = files.every((file) => file.endsWith('.js')) ? ['--enable-source-maps'] : ['--import', 'tsx'];
  const child = spawn(process.execPath, [...compiled, '--test', '--test-reporter=spec', '--test-timeout=600000', concurrency, ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SPECWRIGHT_TEST_SERVER: server.url, SPECWRIGHT_TEST_TEMPLATE: server.template },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
