import type { Role } from '../message/message.ts';

/** A thread as a list shows it. */
export interface ThreadSummary {
  readonly rootId: string;
  /** The beginning of its first message. */
  readonly rootExcerpt: string;
  readonly rootAuthorId?: string;
  /** ISO 8601; times of events are texts, since events are kept as JSON. */
  readonly createdAt: string;
  readonly lastActivityAt: string;
  readonly messageCount: number;
  readonly participantCount: number;
}

/** How an answer came to its end. */
export type AnswerEnd = 'stop' | 'cancelled' | 'timeout' | 'error';

export type AnswerState = AnswerEnd | 'running';

/** A message in its tree. */
export interface ThreadMessage {
  readonly id: string;
  readonly rootId: string;
  readonly parentId: string | null;
  readonly conversationId: string;
  readonly authorId: string | null;
  readonly role: Role;
  /** Empty for one that was deleted, and for an answer that is being given. */
  readonly content: string;
  readonly path: string;
  /** 1 for a root. */
  readonly depth: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** Null for what no assistant gave piece by piece. */
  readonly answer: AnswerState | null;
}
