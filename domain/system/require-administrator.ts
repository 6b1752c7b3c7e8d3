import { isAdministrator, type MemberActor } from '../actor.ts';
import { DomainError } from '../errors.ts';

/** Throws `forbidden` for whoever does not administer this installation. */
export function requireAdministrator(actor: MemberActor): void {
  if (!isAdministrator(actor)) throw new DomainError('forbidden', 'Only administrators of the directory may see this.');
}
