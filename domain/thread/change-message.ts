import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, first, only, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { type Tell, tellEvents } from '../event/tell-events.ts';
import { endAnswer } from './end-answer.ts';
import { type FoundMessage, requireMessage, requireOwnMessage } from './require-message.ts';
import { threadActive } from './thread-events.ts';

interface Change {
  readonly messageId: string;
  readonly reason?: string;
}

/** Says a message anew. Throws `message_not_found`, `forbidden`, `message_deleted`, or `busy` for an answer that is being given. */
export function editMessage(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { messageId, content, reason }: Change & { content: string },
): Promise<void> {
  return tellEvents(db, feed, async (tx, tell) => {
    const message = await requireOwnMessage(tx, actor, messageId);
    if (message.answer === 'running') throw new DomainError('busy', 'This answer is still being given; cancel it first.');
    const edited = await first(tx, SQL`
      with edited as (
        update thread_messages
        set edited_at = clock_timestamp(), edited_by = ${actor.userId}, edit_reason = ${reason ?? null}
        where message_id = ${messageId} and deleted_at is null
        returning message_id
      )
      update messages m
      set content = ${content}
      from edited e
      where m.id = e.message_id
      returning m.id
    `.setName('edit_message'));
    if (!edited) throw new DomainError('message_deleted', 'The message has been deleted.');
    await tellOfChange(tx, tell, message);
  });
}

/** Takes a message out of sight; its replies stay. One that is being given is cancelled. Throws `message_not_found` or `forbidden`. */
export function deleteMessage(db: Database, feed: EventFeed, actor: AccountActor, { messageId, reason }: Change): Promise<void> {
  return tellEvents(db, feed, async (tx, tell) => {
    const message = await requireOwnMessage(tx, actor, messageId);
    if (message.answer === 'running') await endAnswer(tx, tell, messageId, { end: 'cancelled' });
    const deleted = await first(tx, SQL`
      update thread_messages
      set deleted_at = clock_timestamp(), deleted_by = ${actor.userId}, delete_reason = ${reason ?? null}
      where message_id = ${messageId} and deleted_at is null
      returning message_id
    `.setName('delete_message'));
    if (deleted) await tellOfChange(tx, tell, message);
  });
}

/** Brings a deleted message back as it was. Throws `message_not_found` or `forbidden`. */
export function restoreMessage(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { messageId }: { messageId: string },
): Promise<void> {
  return tellEvents(db, feed, async (tx, tell) => {
    const message = await requireMessage(tx, actor, messageId, 'manage');
    const restored = await first(tx, SQL`
      update thread_messages
      set deleted_at = null, deleted_by = null, delete_reason = null
      where message_id = ${messageId} and deleted_at is not null
      returning message_id
    `.setName('restore_message'));
    if (restored) await tellOfChange(tx, tell, message);
  });
}

/** A change is no activity that would move the thread up, but whoever shows it has to read it again. */
async function tellOfChange(tx: Queryable, tell: Tell, { conversationId, rootId }: FoundMessage): Promise<void> {
  const { lastActivityAt } = await only<{ lastActivityAt: Date }>(tx, SQL`
    select last_activity_at as "lastActivityAt"
    from threads
    where root_id = ${rootId}
  `.setName('find_last_activity'));
  tell(conversationId, threadActive(rootId, lastActivityAt));
}
