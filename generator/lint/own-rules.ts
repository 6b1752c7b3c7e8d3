import type { Rule } from './rule.ts';
import { clearCredentials } from './rules/clear-credentials.ts';
import { duplicateRequired } from './rules/duplicate-required.ts';
import { ignoredParameter } from './rules/ignored-parameter.ts';
import { inconsistentNaming } from './rules/inconsistent-naming.ts';
import { keywordWithoutEffect } from './rules/keyword-without-effect.ts';
import { missingExample } from './rules/missing-example.ts';
import { secretInUrl } from './rules/secret-in-url.ts';
import { slowPattern } from './rules/slow-pattern.ts';
import { unquotedStatus } from './rules/unquoted-status.ts';
import { unsatisfiableSchema } from './rules/unsatisfiable-schema.ts';
import { unsecuredWrite } from './rules/unsecured-write.ts';
import { unusedComponent } from './rules/unused-component.ts';

/** The rules of the house, beside what the generator refuses. To add one, write it and name it here and in docs/lint.md. */
export const ownRules: readonly Rule[] = [
  unsatisfiableSchema,
  keywordWithoutEffect,
  unusedComponent,
  missingExample,
  inconsistentNaming,
  unsecuredWrite,
  secretInUrl,
  clearCredentials,
  duplicateRequired,
  ignoredParameter,
  slowPattern,
  unquotedStatus,
];
