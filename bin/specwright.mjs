#!/usr/bin/env node
// The commands by name: which module has them, and what they are for. Each module exports a function of the command's
// name that takes the remaining arguments and resolves to the exit code.
import { register } from 'tsx/esm/api';

const commands = {
  start: ['../main.ts', 'start the services, with an embedded Postgres unless DATABASE_URL is set'],
  test: ['./test.ts', 'generated code, types, lint and all tests'],
  generate: ['../generator/cli.ts', 'print generated/ from spec/ (--check: only compare)'],
  scaffold: ['../generator/cli.ts', 'create handler and test files that are missing'],
  lint: ['./lint.ts', 'contracts and code'],
  typecheck: ['./typecheck.ts', 'types of everything, generated code included'],
  migrate: ['./migrate.ts', 'bring the database to the current schema'],
  demo: ['./demo.ts', 'print a request that opens a session at the demo tenant'],
  bench: ['../bench/run.ts', 'measure against other servers'],
};

const help = `specwright <command> [options]

${Object.entries(commands)
  .map(([name, [, purpose]]) => `  ${name.padEnd(10)} ${purpose}`)
  .join('\n')}

specwright <command> --help says more. Exit code: 0 done, 1 a check failed, 2 a contract, an option or a command was refused.`;

register();
process.exitCode = await run(process.argv.slice(2));

async function run([name, ...args]) {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return (console.log(help), 0);
  if (!Object.hasOwn(commands, name)) return refuseCommand(name);
  try {
    const command = await import(commands[name][0]);
    return await command[name](args);
  } catch (error) {
    const { explainError } = await import('../generator/cli.ts');
    const explanation = explainError(error);
    if (explanation === undefined) throw error;
    console.error(explanation);
    return 2;
  }
}

async function refuseCommand(name) {
  const { nearestWord } = await import('../generator/load/did-you-mean.ts');
  const like = nearestWord(name, Object.keys(commands));
  console.error(
    `specwright: there is no command ${name}${like === undefined ? '' : `; did you mean ${like}?`} (specwright --help)`,
  );
  return 2;
}
