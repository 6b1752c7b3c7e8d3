import type { ThreadSummary as Summary } from '../../../domain/thread/thread.ts';
import type { ThreadSummary } from '../../../generated/rustygpt/types.ts';

export function toThreadSummary(thread: Summary): ThreadSummary {
  return {
    root_id: thread.rootId,
    root_excerpt: thread.rootExcerpt,
    ...(thread.rootAuthorId === undefined ? {} : { root_author: thread.rootAuthorId }),
    created_at: thread.createdAt,
    last_activity_at: thread.lastActivityAt,
    message_count: thread.messageCount,
    participant_count: thread.participantCount,
  };
}
