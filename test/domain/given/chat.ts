import type { AccountActor } from '../../../domain/actor.ts';
import type { Database } from '../../../domain/database/database.ts';
import { authorizeChatMessage } from '../../../domain/workspace/authorize-chat.ts';
import { createChat } from '../../../domain/workspace/create-chat.ts';
import { createWorkspace } from '../../../domain/workspace/create-workspace.ts';
import { sendMessage, type SentMessage } from '../../../domain/workspace/send-message.ts';
import { givenAccount } from './account.ts';

export interface GivenChat {
  readonly actor: AccountActor;
  readonly workspaceId: string;
  readonly conversationId: string;
}

/** An account with a workspace and an empty chat in it. */
export async function givenChat(db: Database): Promise<GivenChat> {
  const actor = await givenAccount(db);
  const { id: workspaceId } = await createWorkspace(db, actor, {});
  const { chat } = await createChat(db, actor, { workspaceId });
  return { actor, workspaceId, conversationId: chat.id };
}

/** Sends a message with a fresh token. */
export async function say(db: Database, { actor, conversationId }: GivenChat, content: string): Promise<SentMessage> {
  const { token } = await authorizeChatMessage(db, actor, { conversationId });
  return sendMessage(db, actor, { conversationId, token, content });
}
