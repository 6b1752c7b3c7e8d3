import { cutSlash } from './cut-slash.ts';
import type { Fixer } from './edit.ts';
import { nameOperation } from './name-operation.ts';
import { quoteStatus } from './quote-status.ts';
import { removeDuplicates } from './remove-duplicates.ts';

/** By rule: what can be mended without changing what the document promises. */
export const fixers: Readonly<Record<string, Fixer>> = {
  'unquoted-status': quoteStatus,
  'no-server-trailing-slash': cutSlash,
  'no-duplicated-enum-values': removeDuplicates,
  'duplicate-required': removeDuplicates,
  'operation-operationId': nameOperation,
};
