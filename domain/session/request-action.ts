import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { Action, Session } from './session.ts';

export interface ActionRequest {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Takes down what the assistant wants done. Throws `action_not_allowed` for a tool that the session does not have. */
export async function requestAction(tx: Queryable, session: Session, { name, params }: ActionRequest): Promise<Action> {
  const tool = session.settings.tools.find((allowed) => allowed.name === name);
  if (!tool) throw new DomainError('action_not_allowed', 'The assistant asked for an action that is not allowed here.');
  return only<Action>(tx, SQL`
    insert into session_actions (session_id, name, params, level, state)
    values (
      ${session.id},
      ${name},
      ${JSON.stringify(params)},
      ${tool.level},
      ${tool.level === 3 ? 'awaiting-confirmation' : 'requested'}
    )
    returning id, name, params, level, state
  `.setName('request_action'));
}
