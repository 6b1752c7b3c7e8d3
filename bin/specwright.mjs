#!/usr/bin/env node
// The commands of this repository by name: which module has them, and what they are for. Each module exports a function of the
// command's name that takes the remaining arguments and resolves to the exit code. What the package offers is in package.ts.
import { join } from 'node:path';
import { importCompiled } from './compiled.mjs';

/** The commands that run compiled, with the program that they are a part of. */
const programs = { start: 'services', generate: 'generator', scaffold: 'generator', mock: 'generator' };
let compiles = Object.hasOwn(programs, process.argv[2] ?? '');

const commands = {
  start: ['../main.ts', 'start the services, with an embedded Postgres unless DATABASE_URL is set'],
  test: ['./test.ts', 'generated code, types, lint and all tests'],
  init: ['../generator/commands/init.ts', 'create a project of your own'],
  generate: ['../generator/cli.ts', 'print generated/ from spec/ (--check: only compare)'],
  scaffold: ['../generator/cli.ts', 'create handler and test files that are missing'],
  dev: ['../generator/commands/dev.ts', 'serve, and follow what you write'],
  mock: ['../generator/commands/mock.ts', 'answer from a document alone'],
  verify: ['./verify-services.ts', 'hold a running server against its contract; without arguments: every service, started for it'],
  drift: ['./drift.ts', 'what a running server answers and its contract lacks, and the reverse'],
  lint: ['./lint.ts', 'contracts and code'],
  diff: ['./diff.ts', 'what a new contract breaks for those who rely on the old one'],
  features: ['./features.ts', 'write the table of features of spec/README.md'],
  typecheck: ['./typecheck.ts', 'types of everything, generated code included'],
  mutation: ['./mutation.ts', 'change the contracts of the services, and see whether verify notices'],
  migrate: ['./migrate.ts', 'bring the database to the current schema'],
  demo: ['./demo.ts', 'print a request that opens a session at the demo tenant'],
  bench: ['../bench/run.ts', 'measure against other servers'],
};

const { dispatch } = await load('bin/dispatch.ts');
process.exitCode = await dispatch(
  Object.fromEntries(
    Object.entries(commands).map(([name, [module, purpose]]) => [name, { purpose, load: async () => (await load(join('bin', module), programs[name]))[name] }]),
  ),
  process.argv.slice(2),
);

/** A module by its path from the root: one and the same command runs either compiled or from the sources. */
async function load(module, program = 'generator') {
  const compiled = compiles ? await importCompiled(program, module) : undefined;
  if (compiled !== undefined) return compiled;
  compiles = false;
  await import('./sources.mjs');
  return import(`../${module}`);
}
