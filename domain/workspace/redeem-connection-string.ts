import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { redeemOneTimeToken } from '../credential/one-time-token.ts';
import { type Database, only, type Queryable, transaction } from '../database/database.ts';
import { chatTokens } from './authorize-chat.ts';
import { type ChatHead, requireChat } from './require-chat.ts';
import { requireWorkspace } from './require-workspace.ts';
import type { Workspace } from './workspace.ts';

export interface ChatConnection {
  /** The one who asked for the token. */
  readonly actor: AccountActor;
  readonly chat: ChatHead;
  readonly workspace: Workspace;
}

/**
 * Uses up a connection string and marks the chat and its workspace as the ones opened last. Throws `invalid_token`,
 * `token_wrong_resource`, `token_used`, `token_expired`, `conversation_not_found` or `workspace_not_found`.
 */
export function redeemConnectionString(
  db: Database,
  { conversationId, token }: { conversationId: string; token: string },
): Promise<ChatConnection> {
  return transaction(db, async (tx) => {
    const { purpose } = chatTokens.connect;
    const { userId } = await redeemOneTimeToken(tx, { purpose, resourceId: conversationId, token });
    const actor = await accountOf(tx, userId);
    const chat = await requireChat(tx, actor, conversationId, 'for key share');
    await markOpened(tx, chat);
    return { actor, chat, workspace: await requireWorkspace(tx, actor, chat.workspaceId) };
  });
}

async function accountOf(tx: Queryable, userId: string): Promise<AccountActor> {
  const { tenantId } = await only<{ tenantId: string }>(tx, SQL`
    select tenant_id as "tenantId"
    from users
    where id = ${userId}
  `.setName('find_tenant_of_user'));
  return { kind: 'account', tenantId, userId };
}

async function markOpened(tx: Queryable, { id, workspaceId }: ChatHead): Promise<void> {
  await tx.query(SQL`
    update workspaces
    set opened_at = clock_timestamp()
    where id = ${workspaceId}
  `.setName('mark_workspace_opened'));
  await tx.query(SQL`
    update workspace_conversations
    set opened_at = clock_timestamp()
    where conversation_id = ${id}
  `.setName('mark_conversation_opened'));
}
