import type { AccountActor } from '../actor.ts';
import type { Database, Queryable } from '../database/database.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { type Tell, tellEvents } from '../event/tell-events.ts';
import type { Role } from '../message/message.ts';
import { requireParticipant, requireRight } from '../participant/require-participant.ts';
import { presenceUpdated, savePresence } from '../presence/presence.ts';
import { type Placed, placeReply, placeRoot } from './place-message.ts';
import { requireMessage } from './require-message.ts';
import { type StartedAnswer, startAnswer } from './start-answer.ts';
import { readSummary } from './summary.ts';
import { threadActive, threadBegun, typingUpdated, unreadUpdated } from './thread-events.ts';
import { countUnreadOf } from './unread.ts';

export interface Post {
  readonly content: string;
  /** Who is to have said it; default `user`. Only who may manage the conversation puts words into another's mouth. */
  readonly role?: Role;
}

export interface Posted {
  readonly messageId: string;
  readonly rootId: string;
  readonly conversationId: string;
  readonly depth: number;
  /** To be given to `giveThreadAnswer`; absent where nothing is to be answered. */
  readonly answer?: StartedAnswer;
}

/** Begins a thread; what a user says there is answered. Throws `conversation_not_found` or `forbidden`. */
export function postRoot(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { conversationId, content, role = 'user' }: Post & { conversationId: string },
): Promise<Posted> {
  return tellEvents(db, feed, async (tx, tell) => {
    await requireParticipant(tx, actor, { conversationId, right: rightFor(role) });
    const placed = await placeRoot(tx, { conversationId, role, content, authorId: actor.userId });
    tell(conversationId, threadBegun(await readSummary(tx, placed.rootId)));
    return finishPost(tx, tell, actor, { ...placed, conversationId, role });
  });
}

/** Replies to a message; what a user says is answered. Throws `message_not_found`, `forbidden`, `message_deleted` or `too_deep`. */
export function postReply(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { parentId, content, role = 'user' }: Post & { parentId: string },
): Promise<Posted> {
  return tellEvents(db, feed, async (tx, tell) => {
    const { conversationId, participantRole } = await requireMessage(tx, actor, parentId, 'write');
    requireRight(participantRole, rightFor(role));
    const placed = await placeReply(tx, parentId, { conversationId, role, content, authorId: actor.userId });
    return finishPost(tx, tell, actor, { ...placed, conversationId, role });
  });
}

function rightFor(role: Role): 'write' | 'manage' {
  return role === 'user' ? 'write' : 'manage';
}

type Message = Placed & { readonly conversationId: string; readonly role: Role };

/** Whoever posts is there, and types no more. */
async function finishPost(tx: Queryable, tell: Tell, { userId }: AccountActor, message: Message): Promise<Posted> {
  const { messageId, rootId, conversationId, depth, lastActivityAt, role } = message;
  tell(conversationId, threadActive(rootId, lastActivityAt));
  tell(conversationId, presenceUpdated(await savePresence(tx, userId, 'online')));
  tell(conversationId, typingUpdated({ rootId, userId, expiresAt: lastActivityAt.toISOString() }));
  tell(conversationId, unreadUpdated(userId, { rootId, unread: await countUnreadOf(tx, userId, rootId) }));
  const posted = { messageId, rootId, conversationId, depth };
  return role === 'user' ? { ...posted, answer: await startAnswer(tx, conversationId, messageId) } : posted;
}
