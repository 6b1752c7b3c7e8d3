import type { Actor } from '../actor.ts';

/** Whose requests are counted together: one user of one tenant. */
export function rateKey(actor: Actor): string {
  return `${actor.tenantId}:${actor.kind}:${actor.kind === 'account' ? actor.userId : actor.subject}`;
}
