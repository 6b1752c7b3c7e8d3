import { SQL } from 'sql-template-strings';
import { first, only, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { appendMessage } from '../message/append-message.ts';
import type { Role } from '../message/message.ts';
import { labelOf, maxDepth, maxPositionBytes, replyPosition, rootPosition } from './position.ts';
import { touchThread } from './touch-thread.ts';

/** What is said, before it has its place. */
export interface Saying {
  readonly conversationId: string;
  readonly role: Role;
  readonly content: string;
  readonly authorId?: string;
}

/** Where it stands now. */
export interface Placed {
  readonly messageId: string;
  readonly rootId: string;
  readonly depth: number;
  readonly lastActivityAt: Date;
}

/** Begins a thread. The caller has checked the right. */
export async function placeRoot(tx: Queryable, saying: Saying): Promise<Placed> {
  const { id } = await only<{ id: string }>(tx, SQL`select time_ordered_id() as id`.setName('make_message_id'));
  await appendMessage(tx, { ...saying, id });
  await tx.query(SQL`
    insert into threads (root_id, conversation_id)
    values (${id}, ${saying.conversationId})
  `.setName('begin_thread'));
  const lastActivityAt = await touchThread(tx, id, { messages: 1, authorId: saying.authorId });
  await insertPlace(tx, { id, rootId: id, parentPath: null, position: rootPosition, depth: 1 });
  return { messageId: id, rootId: id, depth: 1, lastActivityAt };
}

/**
 * Adds a reply behind all that the parent has. Parent and thread stay locked until the transaction ends, so that ids and sequence numbers
 * in a thread grow in the order in which they can be seen. The caller has checked the right. Throws `message_deleted` or `too_deep`.
 */
export async function placeReply(tx: Queryable, parentId: string, saying: Saying): Promise<Placed> {
  const parent = await takeOrdinal(tx, parentId);
  const { id, rootId, depth } = parent;
  const position = replyPosition(parent.position, parent.ordinal);
  if (depth > maxDepth || position.length > maxPositionBytes) {
    throw new DomainError('too_deep', `A thread has at most ${maxDepth} levels; reply further up, or begin a new one.`);
  }
  const lastActivityAt = await touchThread(tx, rootId, { messages: 1, authorId: saying.authorId });
  await appendMessage(tx, { ...saying, id, parentId });
  await insertPlace(tx, { id, rootId, parentPath: parent.path, position, depth });
  return { messageId: id, rootId, depth, lastActivityAt };
}

interface Parent {
  /** Made for the reply. */
  readonly id: string;
  readonly rootId: string;
  readonly path: string;
  readonly position: Buffer;
  /** The reply's. */
  readonly depth: number;
  readonly ordinal: number;
}

async function takeOrdinal(tx: Queryable, parentId: string): Promise<Parent> {
  const parent = await first<Parent>(tx, SQL`
    update thread_messages
    set replies = replies + 1
    where message_id = ${parentId} and deleted_at is null
    returning
      time_ordered_id() as id,
      root_id as "rootId",
      path::text as path,
      position,
      depth + 1 as depth,
      replies - 1 as ordinal
  `.setName('take_ordinal'));
  if (!parent) throw new DomainError('message_deleted', 'The message has been deleted.');
  return parent;
}

interface Place {
  readonly id: string;
  readonly rootId: string;
  readonly parentPath: string | null;
  readonly position: Buffer;
  readonly depth: number;
}

async function insertPlace(tx: Queryable, { id, rootId, parentPath, position, depth }: Place): Promise<void> {
  const path = parentPath === null ? labelOf(id) : `${parentPath}.${labelOf(id)}`;
  await tx.query(SQL`
    insert into thread_messages (message_id, root_id, sequence, path, position, depth)
    select id, ${rootId}, sequence, ${path}::ltree, ${position}, ${depth}
    from messages
    where id = ${id}
  `.setName('place_message'));
}
