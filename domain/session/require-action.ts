import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import type { Action } from './session.ts';

/** An action of a session, locked until the transaction ends. Throws `action_not_found`. */
export async function requireAction(tx: Queryable, sessionId: string, actionId: string): Promise<Action> {
  const action = isUuid(actionId) ? await findAction(tx, sessionId, actionId) : undefined;
  if (!action) throw new DomainError('action_not_found', 'There is no such action in this session.');
  return action;
}

function findAction(tx: Queryable, sessionId: string, actionId: string): Promise<Action | undefined> {
  return first<Action>(tx, SQL`
    select id, name, params, level, state
    from session_actions
    where id = ${actionId} and session_id = ${sessionId}
    for update
  `.setName('find_action'));
}
