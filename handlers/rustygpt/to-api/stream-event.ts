import type { StoredEvent } from '../../../domain/event/event.ts';
import type { DiscussionEvent } from '../../../domain/thread/thread-events.ts';
import type { StreamConversation200Event } from '../../../generated/rustygpt/types.ts';
import { toEventId } from './event-id.ts';
import { toThreadSummary } from './thread-summary.ts';

type Data = StreamConversation200Event['data'];

/** Of events that many streams send. */
const known = new WeakMap<StoredEvent, StreamConversation200Event>();

/** An event as a stream of its conversation sends it. */
export function toStreamEvent(conversationId: string, event: StoredEvent): StreamConversation200Event {
  const told = known.get(event) ?? named(toEventId(event), toData(conversationId, event as StoredEvent<DiscussionEvent>));
  known.set(event, told);
  return told;
}

/** That events before a time are lost to whoever resumes from further back. */
export function toHistoryLost(at: number): StreamConversation200Event {
  const message = 'Events since then are not kept any more. Read the threads anew.';
  return named(toEventId({ at }), { type: 'error', payload: { code: 'history_lost', message } });
}

function named(id: string, data: Data): StreamConversation200Event {
  return { id, event: data.type, data } as StreamConversation200Event;
}

function toData(conversationId: string, { kind, payload }: DiscussionEvent): Data {
  const conversation = { conversation_id: conversationId };
  switch (kind) {
    case 'thread-begun':
      return { type: 'thread.new', payload: { ...conversation, root_id: payload.rootId, summary: toThreadSummary(payload) } };
    case 'thread-active':
      return { type: 'thread.activity', payload: { root_id: payload.rootId, last_activity_at: payload.lastActivityAt } };
    case 'answer-delta':
      return toDelta(conversationId, payload);
    case 'answer-done':
      return { type: 'message.done', payload: { ...conversation, root_id: payload.rootId, message_id: payload.messageId, finish_reason: payload.end } };
    case 'answer-failed':
      return { type: 'error', payload: { code: payload.end === 'timeout' ? 'assistant_timeout' : 'assistant_stream_error', message: payload.message } };
    case 'presence-updated':
      return { type: 'presence.update', payload: { user_id: payload.userId, status: payload.status, last_seen_at: payload.lastSeenAt } };
    case 'typing-updated':
      return { type: 'typing.update', payload: { ...conversation, root_id: payload.rootId, user_id: payload.userId, expires_at: payload.expiresAt } };
    case 'unread-updated':
      return { type: 'unread.update', payload: { root_id: payload.rootId, unread: payload.unread } };
    case 'membership-changed':
      return { type: 'membership.changed', payload: { ...conversation, ...toMembership(payload) } };
  }
}

type Payload<Kind> = Extract<DiscussionEvent, { kind: Kind }>['payload'];

function toDelta(conversationId: string, { rootId, messageId, parentId, depth, chunk, text }: Payload<'answer-delta'>): Data {
  const delta = chunk === 0 ? { role: 'assistant' as const, content: text } : { content: text };
  return {
    type: 'message.delta',
    payload: {
      id: `${messageId}:${chunk}`,
      object: 'chat.completion.chunk',
      root_id: rootId,
      message_id: messageId,
      conversation_id: conversationId,
      parent_id: parentId,
      depth,
      choices: [{ index: 0, delta, finish_reason: null }],
    },
  };
}

function toMembership({ userId, role, action }: Payload<'membership-changed'>) {
  return {
    user_id: userId,
    ...(role === undefined ? {} : { role }),
    action: action === 'role-updated' ? ('role_updated' as const) : action,
  };
}
