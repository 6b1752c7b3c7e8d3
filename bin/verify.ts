import { readNamesAndArguments } from '../generator/commands/arguments.ts';

const options = {
  url: { type: 'string' },
  auth: { type: 'string', multiple: true },
  base: { type: 'string' },
  'base-git': { type: 'string' },
  header: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  hook: { type: 'string' },
  only: { type: 'string', multiple: true },
  phases: { type: 'string' },
  fuzz: { type: 'string' },
  seed: { type: 'string' },
  'read-only': { type: 'boolean' },
  'allow-host': { type: 'boolean' },
  lenient: { type: 'boolean' },
  check: { type: 'string', multiple: true },
  checks: { type: 'boolean' },
  'max-requests': { type: 'string' },
  'max-per-phase': { type: 'string' },
  'max-time': { type: 'string' },
  rate: { type: 'string' },
  timeout: { type: 'string' },
  'fail-on-flaky': { type: 'boolean' },
  'min-coverage': { type: 'string', multiple: true },
  json: { type: 'string' },
  junit: { type: 'string' },
  html: { type: 'string' },
  sarif: { type: 'string' },
  markdown: { type: 'string' },
  tests: { type: 'string' },
  'store-failures': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type Given = ReturnType<typeof readVerifyArguments>['values'];

function readVerifyArguments(args: readonly string[]) {
  return readNamesAndArguments('verify', args, options);
}

/** `specwright verify`: returns the exit code. What it needs is loaded when the arguments are known to be options. */
export async function verify(args: readonly string[]): Promise<number> {
  const { values, names } = readVerifyArguments(args);
  const { runVerifyCommand } = await import('./verify/run-command.ts');
  return runVerifyCommand(values, names);
}
