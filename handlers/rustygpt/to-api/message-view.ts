import type { ThreadMessage } from '../../../domain/thread/thread.ts';
import type { MessageView } from '../../../generated/rustygpt/types.ts';

/** What is not there has no member. */
export function toMessageView(message: ThreadMessage): MessageView {
  const { parentId, authorId, answer, editedAt, deletedAt } = message;
  return {
    id: message.id,
    root_id: message.rootId,
    ...(parentId === null ? {} : { parent_id: parentId }),
    conversation_id: message.conversationId,
    ...(authorId === null ? {} : { author_user_id: authorId }),
    role: message.role,
    content: message.content,
    path: message.path,
    depth: message.depth,
    created_at: message.createdAt.toISOString(),
    ...(answer === null || answer === 'running' ? {} : { finish_reason: answer }),
    ...(editedAt === null ? {} : { edited_at: editedAt.toISOString() }),
    ...(deletedAt === null ? {} : { deleted_at: deletedAt.toISOString() }),
  };
}
