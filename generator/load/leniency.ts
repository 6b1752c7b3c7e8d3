import type { RefusalCode } from './refusal-codes.ts';

/**
 * What `--lenient` does: refusals that become warnings, each with what then takes the place of what was refused. Only faults
 * that leave the rest of a document sound are here; where nothing safe could stand in, a document stays refused.
 */
export const leniency: ReadonlyMap<RefusalCode, string> = new Map<RefusalCode, string>([
  ['invalid-example', 'The example is kept, although it breaks its schema'],
]);
