import type { AccountActor } from '../actor.ts';
import { issueOneTimeToken, type OneTimeToken } from '../credential/one-time-token.ts';
import type { Database } from '../database/database.ts';
import { requireChat } from './require-chat.ts';

/** What a token of a chat is good for, and for how many seconds. */
export const chatTokens = {
  connect: { purpose: 'chat-connect', lifetimeSeconds: 300 },
  message: { purpose: 'chat-message', lifetimeSeconds: 60 },
} as const;

interface ChatInput {
  readonly conversationId: string;
}

/** A token to connect to the actor's chat with, once, within 300 seconds. Throws `conversation_not_found` or `not_owner`. */
export function authorizeChat(db: Database, actor: AccountActor, { conversationId }: ChatInput): Promise<OneTimeToken> {
  return issue(db, actor, conversationId, chatTokens.connect);
}

/** A token to send one message to the actor's chat with, within 60 seconds. Throws `conversation_not_found` or `not_owner`. */
export function authorizeChatMessage(db: Database, actor: AccountActor, { conversationId }: ChatInput): Promise<OneTimeToken> {
  return issue(db, actor, conversationId, chatTokens.message);
}

type ChatToken = (typeof chatTokens)[keyof typeof chatTokens];

async function issue(db: Database, actor: AccountActor, conversationId: string, token: ChatToken): Promise<OneTimeToken> {
  await requireChat(db, actor, conversationId);
  return issueOneTimeToken(db, { ...token, resourceId: conversationId, userId: actor.userId });
}
