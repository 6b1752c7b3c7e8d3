import type { Edition } from './edition.ts';
import type { RefusalCode } from './refusal-codes.ts';

type Fallbacks = ReadonlyMap<RefusalCode, string>;

/**
 * Faults that nothing generated depends on, with what is done about each: told as warnings, while `lint` still counts them.
 */
const onlyWarned: Fallbacks = new Map<RefusalCode, string>([
  ['missing-description', 'until then the description is empty'],
  ['missing-response', 'until then any status without content counts as declared'],
  ['ignored-member', 'until then it is ignored'],
  ['misplaced-reference', 'until then it is followed all the same'],
]);

/** Samples that break their schema: OpenAPI 3.0 was vague about what they have to satisfy, and few tools looked at them. */
const samples: Fallbacks = new Map<RefusalCode, string>([
  ['invalid-example', 'until then it is kept as it is'],
  ['invalid-default', 'until then there is no default'],
]);

/**
 * What `--lenient` does: refusals that become warnings, each with what then takes the place of what was refused. Only faults
 * that leave the rest of a document sound are here; where nothing safe could stand in, a document stays refused.
 */
const leniency: Fallbacks = new Map<RefusalCode, string>([...samples, ['unknown-member', 'until then it is ignored']]);

/** What is done about a fault that is only a warning; undefined where a document is refused for it. */
export function fallbackFor(code: RefusalCode, isLenient: boolean, edition: Edition | undefined): string | undefined {
  const inOldDocuments = edition === '3.0' ? samples.get(code) : undefined;
  return onlyWarned.get(code) ?? inOldDocuments ?? (isLenient ? leniency.get(code) : undefined);
}
