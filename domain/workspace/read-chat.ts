import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { readHistory } from '../message/read-history.ts';
import type { Chat } from './chat.ts';
import { requireChat } from './require-chat.ts';

/** One of the actor's chats with its history. Throws `conversation_not_found` or `not_owner`. */
export async function readChat(db: Database, actor: AccountActor, { conversationId }: { conversationId: string }): Promise<Chat> {
  const head = await requireChat(db, actor, conversationId);
  return { ...head, history: await readHistory(db, conversationId) };
}
