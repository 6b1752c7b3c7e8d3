import type { RefusalCode } from './refusal-codes.ts';

type Fallbacks = ReadonlyMap<RefusalCode, string>;

/**
 * Faults that nothing generated depends on, with what is done about each: told as warnings, while `lint` still counts them.
 */
const onlyWarned: Fallbacks = new Map<RefusalCode, string>([
  ['missing-description', 'until then the description is empty'],
  ['missing-member', 'until then it counts as empty'],
  ['missing-response', 'until then any status without content counts as declared'],
  ['ignored-member', 'until then it is ignored'],
  ['misspelt-member', 'until then it is taken for that'],
  ['invalid-component-name', 'until then it is taken as it is'],
  ['misplaced-reference', 'until then it is followed all the same'],
  ['optional-path-parameter', 'until then it counts as required'],
  // Samples only SHOULD satisfy their schemas (OpenAPI 3.1, "Media Type Object"; JSON Schema, Validation, section 9.2).
  ['invalid-example', 'until then it is kept as it is'],
  ['invalid-default', 'until then there is no default'],
]);

/**
 * What `--lenient` does: refusals that become warnings, each with what then takes the place of what was refused. Only faults
 * that leave the rest of a document sound are here; where nothing safe could stand in, a document stays refused.
 */
const leniency: Fallbacks = new Map<RefusalCode, string>([
  ['invalid-structure', 'until then what is wrong counts as absent'],
  ['unknown-member', 'until then it is ignored'],
  ['broken-reference', 'until then what refers to it counts as absent, a schema as one that allows everything'],
  ['remote-reference', 'until then what refers to it counts as absent, a schema as one that allows everything'],
  ['circular-reference', 'until then it allows everything'],
  ['duplicate-operation-id', 'until then it does not count, and they are named after method and path'],
  ['colliding-paths', 'until then the later one is left out'],
  ['invalid-path', 'until then it is left out'],
  ['unsupported-path-template', 'until then it is left out'],
  ['undeclared-path-parameter', 'until then it is a text'],
  ['unknown-path-parameter', 'until then it is left out'],
  ['duplicate-parameter', 'until then the later one is left out'],
  ['unsupported-style', 'until then it has the default style of its place, and values within values are one JSON text'],
  ['unsupported-encoding', 'until then it is a text as it came, a multipart body bytes'],
  ['unknown-security-scheme', 'until then it is the HTTP authentication scheme of that name'],
  ['unsupported-security-scheme', 'until then it is an HTTP authentication scheme of the same name'],
  ['unsupported-dialect', 'until then they are read as those of JSON Schema 2020-12'],
  ['invalid-schema', 'until then it is left out, in the place of a schema anything is allowed'],
  ['unknown-keyword', 'until then it is left out'],
  ['unsupported-keyword', 'until then it is left out'],
  ['invalid-pattern', 'until then it is not checked'],
]);

/** What is done about a fault that is only a warning; undefined where a document is refused for it. */
export function fallbackFor(code: RefusalCode, isLenient: boolean): string | undefined {
  return onlyWarned.get(code) ?? (isLenient ? leniency.get(code) : undefined);
}
