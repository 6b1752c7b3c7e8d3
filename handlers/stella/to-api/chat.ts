import type { Chat } from '../../../domain/workspace/chat.ts';
import type * as types from '../../../generated/stella/types.ts';

export function toChat(chat: Chat): types.Chat {
  return { chat_id: chat.id, owner: chat.ownerId, workspace_id: chat.workspaceId, busy: chat.busy, chat_history: toHistory(chat) };
}

/** A chat as its creation answers it: the owner under both of his names. */
export function toNewChat(chat: Chat): types.NewChat {
  return { ...toChat(chat), created_by: chat.ownerId };
}

/** What users and assistants said; the API knows no other roles. */
function toHistory({ history }: Chat): types.HistoryEntry[] {
  return history.flatMap(({ role, content }) => (role === 'user' || role === 'assistant' ? [{ role, content }] : []));
}
