import { isAdministrator, type MemberActor } from '../actor.ts';

/** Requests that one caller may make in an hour. */
export interface Quotas {
  /** Whoever is not signed in. */
  readonly anonymous: number;
  readonly user: number;
  readonly administrator: number;
}

export const defaultQuotas: Quotas = { anonymous: 60, user: 1000, administrator: 5000 };

export const hourSeconds = 3600;

/** What an operator decided, and the defaults for the rest. */
export function quotasOf(decided: Partial<Quotas> = {}): Quotas {
  return { ...defaultQuotas, ...decided };
}

/** What someone who is signed in may do. */
export function quotaOf(actor: MemberActor, decided?: Partial<Quotas>): number {
  const { user, administrator } = quotasOf(decided);
  return isAdministrator(actor) ? administrator : user;
}
