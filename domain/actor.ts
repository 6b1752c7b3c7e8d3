import type { RatePolicy } from './limit/rate-policy.ts';
import type { SiteRole } from './user/site-role.ts';

/** Someone with an account of this installation's own, signed in by password. */
export interface AccountActor {
  readonly kind: 'account';
  readonly tenantId: string;
  readonly userId: string;
}

/** Someone with an account, signed in by the cookie of a session. */
export interface SessionActor extends AccountActor {
  readonly roles: readonly SiteRole[];
  readonly session: {
    readonly id: string;
    /** SHA-256 of the cookie that was presented. */
    readonly hash: Buffer;
    /** SHA-256 of the CSRF tokens that are good with it. */
    readonly csrfHashes: readonly Buffer[];
  };
}

interface FromTenant {
  readonly tenantId: string;
  /** The tenant's own name for the caller: its user's id, its employee's, or that of a program. */
  readonly subject: string;
  readonly ratePolicy: RatePolicy;
  /** When the credential that said so is over. */
  readonly expiresAt: Date;
}

/** A user whom the tenant vouches for. */
export interface TenantUserActor extends FromTenant {
  readonly kind: 'tenant-user';
  /** Set when the credential opens this one session only. */
  readonly sessionId?: string;
}

/** An employee of the tenant who may join its users' sessions. */
export interface TenantAgentActor extends FromTenant {
  readonly kind: 'tenant-agent';
}

/** The tenant's own software, which acts for any of its users. */
export interface TenantServiceActor extends FromTenant {
  readonly kind: 'tenant-service';
}

/** Someone who is signed in through the directory. */
export interface MemberActor {
  readonly kind: 'member';
  readonly tenantId: string;
  readonly userId: string;
  /** The directory's own id of the user. */
  readonly subject: string;
  readonly loginId: string;
  readonly loginCreatedAt: Date;
  /** When the login is over. */
  readonly expiresAt: Date;
  /** What the directory granted when it was asked last. */
  readonly roles: readonly string[];
  /** The directory's ids of the groups that the user is in. */
  readonly groupIds: readonly string[];
}

/** Whether the directory lets the user administer this installation. */
export function isAdministrator({ roles }: MemberActor): boolean {
  return roles.includes('admin');
}

export type TenantActor = TenantUserActor | TenantAgentActor | TenantServiceActor;

/** Who asks. Domain functions take one and check the right themselves. */
export type Actor = AccountActor | MemberActor | TenantActor;
