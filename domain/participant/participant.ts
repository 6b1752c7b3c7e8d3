import type { NewEvent } from '../event/event.ts';

/** What somebody may do in a conversation; each may do what those behind may. */
export const roles = ['owner', 'admin', 'member', 'viewer'] as const;

export type ParticipantRole = (typeof roles)[number];

/** What is wanted: to see everything, to say something, or to decide who takes part and what stays. */
export type Right = 'read' | 'write' | 'manage';

const rights: Readonly<Record<ParticipantRole, readonly Right[]>> = {
  owner: ['read', 'write', 'manage'],
  admin: ['read', 'write', 'manage'],
  member: ['read', 'write'],
  viewer: ['read'],
};

export function hasRight(role: ParticipantRole, right: Right): boolean {
  return rights[role].includes(right);
}

/** Nobody gives or takes a role that is above their own. */
export function outranks(role: ParticipantRole, other: ParticipantRole): boolean {
  return roles.indexOf(role) <= roles.indexOf(other);
}

export type MembershipChanged = NewEvent<
  'membership-changed',
  { readonly userId: string; readonly role?: ParticipantRole; readonly action: 'added' | 'removed' | 'role-updated' }
>;

/** Somebody's part in a conversation has changed. */
export function membershipChanged(payload: MembershipChanged['payload']): MembershipChanged {
  return { kind: 'membership-changed', payload };
}
