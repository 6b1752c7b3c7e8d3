import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import { type Database, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { endLogin } from '../login/end-login.ts';
import type { LoginServices } from '../login/login.ts';
import { requireAgentSession } from './require-agent-session.ts';

/** Which kind of session an id turned out to be. */
export type Terminated = 'agent-session' | 'login';

/**
 * Ends a session of the actor's own of either kind. An agent session that is over already is no error; an answer that is being given in one loses its
 * place. Throws `session_not_found` or `not_owner`.
 */
export async function terminateSession(db: Database, services: LoginServices, actor: MemberActor, { id }: { id: string }): Promise<Terminated> {
  try {
    await endAgentSession(db, actor, id);
    return 'agent-session';
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'session_not_found') throw error;
    await endLogin(db, services, actor, { loginId: id });
    return 'login';
  }
}

function endAgentSession(db: Database, actor: MemberActor, sessionId: string): Promise<void> {
  return transaction(db, async (tx) => {
    await requireAgentSession(tx, actor, sessionId, 'for update');
    await tx.query(SQL`
      update agent_sessions
      set ended_at = coalesce(ended_at, now())
      where conversation_id = ${sessionId}
    `.setName('end_agent_session'));
    await tx.query(SQL`
      delete from running_answers
      where conversation_id = ${sessionId}
    `.setName('stop_agent_answer'));
  });
}
