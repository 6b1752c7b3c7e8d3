import { createSession as openSession } from '../../../domain/session/create-session.ts';
import type { CreateSession } from '../../../generated/virtual-banker/operations.ts';
import type { Context } from '../context.ts';
import { noStore } from '../to-api/no-store.ts';
import { toConfig } from '../to-api/to-config.ts';

/** Opens a session for a customer. */
export const createSession: CreateSession<Context> = async ({ body, actor, db, services }) => {
  const { portal_context: portal } = body;
  const session = await openSession(db, services.tenantTokens, actor, {
    tenantId: body.tenant_id,
    userId: body.user_id,
    assertion: body.auth_assertion,
    portalContext: portal && { route: portal.route, accountId: portal.account_id, productId: portal.product_id },
  });
  return {
    status: 201,
    headers: noStore,
    body: {
      session_id: session.sessionId,
      ephemeral_token: session.token,
      config: toConfig(session.settings),
      expires_at: session.tokenExpiresAt.toISOString(),
    },
  };
};
