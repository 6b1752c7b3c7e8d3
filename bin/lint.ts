import { generateChecks, lint as step, runSteps } from './steps.ts';

/** `specwright lint`: the contracts (a contract that the generator refuses is reported with its place) and the code. */
export async function lint(): Promise<number> {
  return (await runSteps([...generateChecks, step])) ? 0 : 1;
}
