/** What somebody may do everywhere. Somebody with no other role is a member. */
export type SiteRole = 'admin' | 'member' | 'read_only';

interface WithRoles {
  readonly roles: readonly SiteRole[];
}

export function isAdministrator({ roles }: WithRoles): boolean {
  return roles.includes('admin');
}

/** Who may only read changes nothing but what is their own: a session, a mark. Another role lifts that. */
export function mayWrite({ roles }: WithRoles): boolean {
  return roles.some((role) => role !== 'read_only');
}
