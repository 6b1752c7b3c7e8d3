import { eventsFrom } from 'specwright/runtime';
import { type Followed, followConversation } from '../../../domain/participant/follow-conversation.ts';
import type { StreamConversation } from '../../../generated/rustygpt/operations.ts';
import type { StreamConversation200Event } from '../../../generated/rustygpt/types.ts';
import type { Context } from '../context.ts';
import { timeOf, toEventId } from '../to-api/event-id.ts';
import { toHistoryLost, toStreamEvent } from '../to-api/stream-event.ts';

/** Streams what happens in a conversation, from where the client left off. */
export const streamConversation: StreamConversation<Context> = async ({ actor, path, query, headers, db, services, signal }) => {
  const { conversation_id: conversationId } = path;
  const lastEventId = headers['last-event-id'];
  // A client that comes back by itself asks for the same `since` again.
  const known = [query.since, lastEventId === undefined ? undefined : timeOf(lastEventId)].filter((time) => time !== undefined);
  const after = known.length === 0 ? undefined : Math.max(...known);
  const followed = await followConversation(db, services.events, actor, { conversationId, after, signal });
  return { status: 200, body: eventsFrom(toEventId(followed), toStreamEvents(conversationId, followed)) };
};

async function* toStreamEvents(conversationId: string, { at, hasGap, events }: Followed): AsyncGenerator<StreamConversation200Event> {
  if (hasGap) yield toHistoryLost(at);
  for await (const event of events) yield toStreamEvent(conversationId, event);
}
