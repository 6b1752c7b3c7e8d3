import { createInvite as create } from '../../../domain/invite/create-invite.ts';
import type { CreateInvite } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const createInvite: CreateInvite<Context> = async ({ actor, path, body, db }) => {
  const { email, role, ttl_seconds: lifetimeSeconds } = body;
  const { token, expiresAt } = await create(db, actor, { conversationId: path.conversation_id, email, role, lifetimeSeconds });
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: { token, expires_at: expiresAt.toISOString() } };
};
