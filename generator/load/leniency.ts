import type { RefusalCode } from './refusal-codes.ts';

type Fallbacks = ReadonlyMap<RefusalCode, string>;

/**
 * Faults that nothing generated depends on, with what is done about each: told as warnings, while `lint` still counts them.
 */
export const onlyWarned: Fallbacks = new Map<RefusalCode, string>([
  ['invalid-example', 'until then it is kept as it is'],
  ['missing-description', 'until then the description is empty'],
  ['missing-response', 'until then any status without content counts as declared'],
  ['ignored-member', 'it is ignored'],
  ['misplaced-reference', 'it is followed all the same'],
]);

/**
 * What `--lenient` does: refusals that become warnings, each with what then takes the place of what was refused. Only faults
 * that leave the rest of a document sound are here; where nothing safe could stand in, a document stays refused.
 */
export const leniency: Fallbacks = new Map<RefusalCode, string>([['unknown-member', 'until then it is ignored']]);
