import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import type { Message } from '../message/message.ts';
import { requireAgentSession } from './require-agent-session.ts';

/** How many messages are read at once at most. */
const atOnce = 100;

/**
 * What was said in a session of the actor's own after a message, oldest first, at most a hundred; everything if the session does not have this message.
 * Throws `session_not_found` or `not_owner`.
 */
export async function readMissed(db: Queryable, actor: MemberActor, { sessionId, after }: { sessionId: string; after: string }): Promise<Message[]> {
  await requireAgentSession(db, actor, sessionId);
  return db.query<Message>(SQL`
    select id, role, content, finish, created_at as "createdAt"
    from messages
    where conversation_id = ${sessionId} and sequence > coalesce(
      (select sequence from messages where conversation_id = ${sessionId} and id = ${isUuid(after) ? after : null}::uuid),
      0
    )
    order by sequence
    limit ${atOnce}
  `.setName('read_missed'));
}

/** One message of a session of the actor's own, or none. Throws `session_not_found` or `not_owner`. */
export async function readMessage(db: Queryable, actor: MemberActor, { sessionId, messageId }: { sessionId: string; messageId: string }): Promise<Message[]> {
  await requireAgentSession(db, actor, sessionId);
  return db.query<Message>(SQL`
    select id, role, content, finish, created_at as "createdAt"
    from messages
    where conversation_id = ${sessionId} and id = ${messageId}
  `.setName('read_message'));
}

/** The id of the answer that a session of the actor's own is getting from any process, if it is getting one. */
export async function findRunningAnswer(db: Queryable, actor: MemberActor, { sessionId }: { sessionId: string }): Promise<string | undefined> {
  await requireAgentSession(db, actor, sessionId);
  const running = await first<{ id: string }>(db, SQL`
    select id
    from running_answers
    where conversation_id = ${sessionId} and expires_at > now()
  `.setName('find_running_answer'));
  return running?.id;
}
