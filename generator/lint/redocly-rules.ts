import type { RefusalCode } from '../load/refusal-codes.ts';
import type { RuleDescription } from './rule.ts';

export interface RedoclyRule extends RuleDescription {
  /** About words that came with this version of OpenAPI. */
  readonly since?: '3.2';
}

/**
 * The rules of `@redocly/openapi-core` that are on unless the settings say otherwise. Its other rules can be switched on by
 * name. Left out on purpose: what the generator or a rule of ours reports more exactly, and what is taste.
 */
export const redoclyRules: readonly RedoclyRule[] = [
  { id: 'no-ambiguous-paths', severity: 'warn', reason: 'A request should match one path, whatever the order' },
  { id: 'no-identical-paths', severity: 'error', reason: 'Two paths that differ in the names of their parameters are one' },
  { id: 'no-path-trailing-slash', severity: 'warn', reason: 'Clients and proxies add and drop a slash at the end' },
  { id: 'path-not-include-query', severity: 'error', reason: 'What follows ? belongs to parameters' },
  { id: 'path-declaration-must-exist', severity: 'error', reason: 'A parameter between braces needs a name' },
  { id: 'path-parameters-defined', severity: 'error', reason: 'Each name in a path is declared, and each declared one is in the path' },
  { id: 'no-server-trailing-slash', severity: 'warn', reason: 'A path begins with a slash, so that addresses would have two' },
  { id: 'no-undefined-server-variable', severity: 'error', reason: 'A variable in the address of a server needs a definition' },
  { id: 'no-server-variables-empty-enum', severity: 'error', reason: 'A variable with an empty list has no value, or a default that is not in it' },
  { id: 'operation-summary', severity: 'warn', reason: 'Lists of operations and generated comments show the summary' },
  { id: 'operation-operationId', severity: 'warn', reason: 'Functions, types and files are named by it; one made from the path changes with the path' },
  { id: 'operation-operationId-unique', severity: 'error', reason: 'Two operations of one name cannot be told apart' },
  { id: 'operation-operationId-url-safe', severity: 'warn', reason: 'Documentation builds links from it' },
  { id: 'operation-parameters-unique', severity: 'error', reason: 'Of two parameters of one name and place one would be lost' },
  { id: 'operation-2xx-response', severity: 'warn', reason: 'An operation that never succeeds is not described completely' },
  { id: 'operation-4xx-response', severity: 'warn', reason: 'Clients must know what a mistake of theirs looks like' },
  { id: 'security-scopes-defined', severity: 'warn', reason: 'A scope that no flow offers can never be had' },
  { id: 'no-enum-type-mismatch', severity: 'error', reason: 'A value of another type can never be sent' },
  { id: 'no-duplicated-enum-values', severity: 'warn', reason: 'A value twice says nothing more' },
  { id: 'no-schema-type-mismatch', severity: 'error', reason: 'Items belong to lists, properties to objects' },
  { id: 'no-required-schema-properties-undefined', severity: 'warn', reason: 'A required name that no property has is often a slip' },
  { id: 'no-mixed-number-range-constraints', severity: 'warn', reason: 'Of two bounds on one side only the stricter counts' },
  { id: 'no-illogical-composition-keywords', severity: 'warn', reason: 'A choice of one, or of equal schemas, is none' },
  { id: 'no-example-value-and-externalValue', severity: 'error', reason: 'An example is written here or elsewhere, not both' },
  { id: 'no-duplicated-tag-names', severity: 'warn', reason: 'One tag, one description' },
  { id: 'no-unsafe-markdown', severity: 'warn', reason: 'Documentation would run a script from a description' },
  { id: 'spec-ref-siblings', severity: 'warn', reason: 'What stands beside a reference is ignored where the specification says so' },
  { id: 'spec-components-invalid-map-name', severity: 'error', reason: 'Names of components are letters, digits, dots, dashes and underscores' },
  { id: 'spec-discriminator-defaultMapping', severity: 'error', reason: 'An optional discriminator needs a schema for values without it', since: '3.2' },
  { id: 'spec-example-values', severity: 'error', reason: 'Forms of one example exclude each other' },
  { id: 'spec-querystring-parameters', severity: 'error', reason: 'The whole query string is one parameter, or it is several', since: '3.2' },
  { id: 'spec-no-invalid-tag-parents', severity: 'error', reason: 'The parent of a tag is a tag, and not below it', since: '3.2' },
  { id: 'spec-no-invalid-encoding-combinations', severity: 'error', reason: 'Encodings by name and by position exclude each other', since: '3.2' },
];

/** What the generator calls the same mistake; reported once, in its words. */
export const sameRefusals: Readonly<Record<string, readonly RefusalCode[]>> = {
  'no-identical-paths': ['colliding-paths'],
  'no-ambiguous-paths': ['colliding-paths'],
  'path-not-include-query': ['invalid-path'],
  'path-declaration-must-exist': ['invalid-path'],
  'path-parameters-defined': ['undeclared-path-parameter', 'unknown-path-parameter'],
  'operation-operationId-unique': ['duplicate-operation-id'],
  'operation-parameters-unique': ['duplicate-parameter'],
  'no-enum-type-mismatch': ['invalid-schema'],
  'no-duplicated-enum-values': ['invalid-schema'],
};
