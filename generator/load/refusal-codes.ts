/**
 * Every way in which a contract can be refused. A closed set: tests, editors and a lenient mode go by these words,
 * so a word is never reused for something else.
 */
export const refusalCodes = [
  // Reading
  'unreadable-file',
  'invalid-yaml',
  'duplicate-key',
  'unsupported-version',
  'invalid-structure',
  'unknown-member',
  'misspelt-member',
  'missing-description',
  'missing-member',
  'ignored-member',
  'invalid-component-name',
  // References
  'broken-reference',
  'reference-outside-root',
  'remote-reference',
  'circular-reference',
  'misplaced-reference',
  // Operations
  'duplicate-operation-id',
  'missing-response',
  'invalid-path',
  'colliding-paths',
  'crossed-paths',
  'unsupported-path-template',
  'undeclared-path-parameter',
  'unknown-path-parameter',
  'optional-path-parameter',
  'duplicate-parameter',
  'unreachable-header',
  'unsupported-style',
  'unsupported-media-type',
  'unsupported-encoding',
  'unsupported-feature',
  // Security
  'unsupported-security-scheme',
  'unknown-security-scheme',
  'conflicting-security-scheme',
  // Schemas and examples
  'invalid-schema',
  'unknown-keyword',
  'outdated-keyword',
  'empty-enum',
  'unsupported-keyword',
  'unsupported-dialect',
  'unknown-format',
  'invalid-pattern',
  'invalid-example',
  'invalid-default',
  // Channels
  'unsupported-protocol',
  'missing-payload',
  'ambiguous-messages',
  'duplicate-message',
  'conflicting-security',
  // Our own words
  'unknown-extension',
  'invalid-extension',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
