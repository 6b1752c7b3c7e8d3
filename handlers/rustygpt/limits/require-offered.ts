import { DomainError } from '../../../domain/errors.ts';
import type { RustygptServices } from '../context.ts';

/** Where the administration of limits is switched off there is nothing at its paths. */
export function requireOffered({ limits }: RustygptServices): void {
  if (!limits.isAdministered) throw new DomainError('not_offered', 'The administration of limits is switched off.');
}
