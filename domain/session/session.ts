import type { RatePolicy } from '../limit/rate-policy.ts';
import type { TenantSettings, Tool } from '../tenant/tenant.ts';

/** Where in the tenant's portal a visit began. */
export interface PortalContext {
  readonly route?: string;
  readonly accountId?: string;
  readonly productId?: string;
}

/** The tenant's settings as they were when the session began; they stay as long as it lasts. */
export interface SessionSettings extends TenantSettings {
  readonly ratePolicy: RatePolicy;
}

/** A visit of a tenant's user. */
export interface Session {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  /** The tenant's own name for the user. */
  readonly subject: string;
  readonly conversationId: string;
  readonly portalContext: PortalContext;
  readonly settings: SessionSettings;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly state: 'open' | 'ended' | 'expired';
}

export type ActionState = 'requested' | 'awaiting-confirmation' | 'confirmed' | 'declined' | 'completed' | 'failed';

/** Something that the assistant asked the tenant's software to do. */
export interface Action {
  readonly id: string;
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly level: Tool['level'];
  readonly state: ActionState;
}
