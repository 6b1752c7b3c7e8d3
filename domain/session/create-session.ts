import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { createConversation } from '../conversation/create-conversation.ts';
import { redeemAssertion } from '../credential/redeem-assertion.ts';
import type { TenantTokenRules } from '../credential/tenant-jwt.ts';
import { type Database, only, type Queryable, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { identifyExternalUser } from '../identity/identify-external-user.ts';
import { findRatePolicy } from '../limit/find-rate-policy.ts';
import { findTenantSettings } from '../tenant/find-tenant-settings.ts';
import { requireTenant } from '../tenant/require-tenant.ts';
import type { PortalContext, SessionSettings } from './session.ts';
import { issueSessionToken } from './session-token.ts';

export interface CreateSessionInput {
  readonly tenantId: string;
  /** Must be the one that the assertion is about, if given. */
  readonly userId?: string;
  /** The tenant's word for its user, good for one use. */
  readonly assertion: string;
  readonly portalContext?: PortalContext;
}

export interface CreatedSession {
  readonly sessionId: string;
  readonly token: string;
  readonly tokenExpiresAt: Date;
  readonly sessionExpiresAt: Date;
  readonly settings: SessionSettings;
}

/**
 * Opens a session for a tenant's user, with the tenant's settings of this moment. The actor is that user or the tenant's
 * software. Throws `tenant_not_found`, `forbidden`, `invalid_assertion`, `assertion_expired` or `assertion_used`; a refused
 * assertion stays unused.
 */
export async function createSession(
  db: Database,
  rules: TenantTokenRules,
  actor: TenantActor,
  input: CreateSessionInput,
): Promise<CreatedSession> {
  await requireTenant(db, actor, input.tenantId);
  if (actor.kind === 'tenant-agent') throw new DomainError('forbidden', 'Employees of the tenant open no sessions.');
  return transaction(db, async (tx) => {
    const { tenantId } = actor;
    const { subject } = await redeemAssertion(tx, rules, { assertion: input.assertion, tenantId, subject: input.userId });
    if (actor.kind === 'tenant-user' && actor.subject !== subject) {
      throw new DomainError('forbidden', 'A session can be opened for oneself only.');
    }
    const ownerId = await identifyExternalUser(tx, { tenantId, issuer: tenantId, subject });
    const settings = { ...(await findTenantSettings(tx, tenantId)), ratePolicy: await findRatePolicy(tx, tenantId) };
    const session = await insertSession(tx, { tenantId, ownerId, settings, portalContext: input.portalContext ?? {} });
    const { token, expiresAt } = await issueSessionToken(tx, session.id);
    return { sessionId: session.id, token, tokenExpiresAt: expiresAt, sessionExpiresAt: session.expiresAt, settings };
  });
}

interface NewSession {
  readonly tenantId: string;
  readonly ownerId: string;
  readonly settings: SessionSettings;
  readonly portalContext: PortalContext;
}

async function insertSession(tx: Queryable, session: NewSession): Promise<{ id: string; expiresAt: Date }> {
  const conversationId = await createConversation(tx, session);
  return only(tx, SQL`
    insert into sessions (tenant_id, user_id, conversation_id, portal_context, settings, expires_at)
    values (
      ${session.tenantId},
      ${session.ownerId},
      ${conversationId},
      ${JSON.stringify(session.portalContext)},
      ${JSON.stringify(session.settings)},
      now() + make_interval(mins => ${session.settings.maxSessionMinutes})
    )
    returning id, expires_at as "expiresAt"
  `.setName('create_session'));
}
