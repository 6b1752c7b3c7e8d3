/**
 * The keys of the roles that a token's claims grant in a project: `urn:zitadel:iam:org:project:{id}:roles`, an object of role → organisations that
 * granted it. Roles of other projects, and those that another organisation granted, do not count here.
 */
export function readRoles(claims: Readonly<Record<string, unknown>>, projectId: string, organizationId: string): string[] {
  const roles = claims[`urn:zitadel:iam:org:project:${projectId}:roles`];
  if (!isRecord(roles)) return [];
  return Object.entries(roles).filter(([, grantedBy]) => isRecord(grantedBy) && Object.hasOwn(grantedBy, organizationId)).map(([role]) => role);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
