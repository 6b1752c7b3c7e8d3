import { SQL, type SQLStatement } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { beforeAll, idsOf } from './position.ts';
import { requireRoot } from './require-message.ts';
import type { ThreadMessage } from './thread.ts';

/** Messages that a cursor names at most. */
const cursorDepth = 100;

export interface TreeInput {
  readonly rootId: string;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface TreePage {
  readonly messages: readonly ThreadMessage[];
  /** Names the last of them: the end of its path; absent on the last page. */
  readonly next?: string;
}

/**
 * A thread, depth first: each message before its replies, these in the order in which they came. Throws `message_not_found`, also for an
 * `after` that is no message of the thread, or `forbidden`.
 */
export async function readTree(db: Database, actor: AccountActor, { rootId, after, limit }: TreeInput): Promise<TreePage> {
  await requireRoot(db, actor, rootId, 'read');
  const position = after === undefined ? beforeAll : await findPosition(db, rootId, after);
  const rows = await db.query<ThreadMessage>(treeStatement({ rootId, position, limit: limit + 1 }));
  const messages = rows.slice(0, limit);
  const last = messages.at(-1);
  return rows.length > limit && last ? { messages, next: endOf(last.path) } : { messages };
}

/** Reads a page by one walk along the index of positions, however large the thread is. */
export function treeStatement({ rootId, position, limit }: { rootId: string; position: Buffer; limit: number }): SQLStatement {
  return SQL`
    select
      m.id,
      t.root_id as "rootId",
      m.parent_id as "parentId",
      m.conversation_id as "conversationId",
      m.author_id as "authorId",
      m.role,
      case when t.deleted_at is null then m.content else '' end as content,
      t.path::text as path,
      t.depth,
      m.created_at as "createdAt",
      t.edited_at as "editedAt",
      t.deleted_at as "deletedAt",
      a.state as answer
    from thread_messages t
    join messages m on m.id = t.message_id
    left join thread_answers a on a.message_id = t.message_id
    where t.root_id = ${rootId} and t.position > ${position}
    order by t.position
    limit ${limit}
  `.setName('read_tree');
}

/** What of a path says where one is: of a deep one the last hundred names. */
function endOf(path: string): string {
  return path.split('.').slice(-cursorDepth).join('.');
}

/** Where the last message of a path stands, or of the end of one. Throws `message_not_found` for one that is not in this thread. */
export async function findPosition(db: Queryable, rootId: string, path: string): Promise<Buffer> {
  const messageId = idsOf(path)?.at(-1) ?? null;
  const found = await first<{ position: Buffer }>(db, SQL`
    select position
    from thread_messages
    where message_id = ${messageId} and root_id = ${rootId} and ('.' || path::text) like ${`%.${path}`}
  `.setName('find_position'));
  if (!found) throw new DomainError('message_not_found', 'No message of this thread has this path.');
  return found.position;
}
