import type { NewEvent } from '../event/event.ts';
import type { MembershipChanged } from '../participant/participant.ts';
import type { PresenceUpdated } from '../presence/presence.ts';
import type { AnswerEnd, ThreadSummary } from './thread.ts';

type ThreadBegun = NewEvent<'thread-begun', ThreadSummary>;
type ThreadActive = NewEvent<'thread-active', { readonly rootId: string; readonly lastActivityAt: string }>;
type TypingUpdated = NewEvent<'typing-updated', { readonly rootId: string; readonly userId: string; readonly expiresAt: string }>;
type UnreadUpdated = NewEvent<'unread-updated', { readonly rootId: string; readonly unread: number }>;
type AnswerDelta = NewEvent<'answer-delta', AnswerPlace & { readonly chunk: number; readonly text: string }>;
type AnswerDone = NewEvent<'answer-done', Pick<AnswerPlace, 'rootId' | 'messageId'> & { readonly end: AnswerEnd }>;
type AnswerFailed = NewEvent<'answer-failed', { readonly end: 'timeout' | 'error'; readonly message: string }>;

/** Where an answer stands. */
export interface AnswerPlace {
  readonly rootId: string;
  readonly messageId: string;
  readonly parentId: string;
  readonly depth: number;
}

/** Everything that those who follow a conversation hear of. */
export type DiscussionEvent =
  | ThreadBegun
  | ThreadActive
  | TypingUpdated
  | UnreadUpdated
  | AnswerDelta
  | AnswerDone
  | AnswerFailed
  | PresenceUpdated
  | MembershipChanged;

export function threadBegun(summary: ThreadSummary): ThreadBegun {
  return { kind: 'thread-begun', payload: summary, rootId: summary.rootId };
}

export function threadActive(rootId: string, lastActivityAt: Date): ThreadActive {
  return { kind: 'thread-active', payload: { rootId, lastActivityAt: lastActivityAt.toISOString() }, rootId };
}

export function typingUpdated(payload: TypingUpdated['payload']): TypingUpdated {
  return { kind: 'typing-updated', payload, rootId: payload.rootId };
}

/** Concerns the reader alone: nobody else hears of it. */
export function unreadUpdated(audienceId: string, payload: UnreadUpdated['payload']): UnreadUpdated {
  return { kind: 'unread-updated', payload, rootId: payload.rootId, audienceId };
}

export function answerDelta(place: AnswerPlace, chunk: number, text: string): AnswerDelta {
  const { rootId, messageId } = place;
  return { kind: 'answer-delta', payload: { ...place, chunk, text }, rootId, messageId, chunk };
}

export function answerDone({ rootId, messageId }: AnswerPlace, end: AnswerEnd): AnswerDone {
  return { kind: 'answer-done', payload: { rootId, messageId, end }, rootId, messageId };
}

export function answerFailed({ rootId, messageId }: AnswerPlace, end: 'timeout' | 'error', message: string): AnswerFailed {
  return { kind: 'answer-failed', payload: { end, message }, rootId, messageId };
}
