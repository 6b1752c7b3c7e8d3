import type { AccountActor } from '../actor.ts';
import { claimAnswer } from '../conversation/running-answer.ts';
import { redeemOneTimeToken } from '../credential/one-time-token.ts';
import { type Database, transaction } from '../database/database.ts';
import { appendMessage } from '../message/append-message.ts';
import { chatTokens } from './authorize-chat.ts';
import { requireChat } from './require-chat.ts';

export interface SendInput {
  readonly conversationId: string;
  /** From `authorizeChatMessage`. */
  readonly token: string;
  readonly content: string;
}

export interface SentMessage {
  readonly messageId: string;
  /** For `answerChat`, and the id of the message that the answer will be. */
  readonly answerId: string;
}

/**
 * Takes the actor's message down and makes the chat busy until it is answered: all of it, or nothing, so that the token can
 * be used again after a refusal. Throws `conversation_not_found`, `not_owner`, `invalid_token`, `token_wrong_resource`,
 * `token_used`, `token_expired` or `busy`.
 */
export function sendMessage(
  db: Database,
  actor: AccountActor,
  { conversationId, token, content }: SendInput,
): Promise<SentMessage> {
  return transaction(db, async (tx) => {
    await requireChat(tx, actor, conversationId, 'for key share');
    const { purpose } = chatTokens.message;
    await redeemOneTimeToken(tx, { purpose, resourceId: conversationId, token, userId: actor.userId });
    const answerId = await claimAnswer(tx, conversationId);
    const message = await appendMessage(tx, { conversationId, role: 'user', content, authorId: actor.userId });
    return { messageId: message.id, answerId };
  });
}
