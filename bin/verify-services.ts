import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.ts';

/**
 * `specwright verify` of this repository: without arguments, or with names of its services alone, starts these on fresh databases and
 * verifies each in full; with anything else it is the command of the package. Returns the exit code.
 */
export async function verify(args: readonly string[]): Promise<number> {
  if (!args.every(isService)) return (await import('./verify.ts')).verify(args);
  return (await import('./verify/run-services.ts')).runServices(args);
}

function isService(name: string): boolean {
  return /^[\w-]+$/.test(name) && existsSync(join(root, 'test/api', name, 'contract-target.ts'));
}
