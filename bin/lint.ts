import { lint as lintContracts } from '../generator/commands/lint.ts';
import { generateChecks, lint as step, lintChecks, runSteps } from './steps.ts';

/** `specwright lint`: with documents or options, as in the package; without, every contract and the code of this repository. */
export async function lint(args: readonly string[]): Promise<number> {
  if (args.length > 0) return lintContracts(args);
  return (await runSteps([...generateChecks, ...lintChecks, step])) ? 0 : 1;
}
