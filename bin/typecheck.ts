import { runSteps, typecheck as step } from './steps.ts';

/** `specwright typecheck`: the compiler over everything, generated code included. */
export async function typecheck(): Promise<number> {
  return (await runSteps([step])) ? 0 : 1;
}
