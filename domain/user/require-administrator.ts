import type { SessionActor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import { isAdministrator } from './site-role.ts';

/** Throws `forbidden` for everybody else. */
export function requireAdministrator(actor: SessionActor): void {
  if (!isAdministrator(actor)) throw new DomainError('forbidden', 'This is for administrators.');
}
