import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { type Database, only, type Queryable, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { appendMessage } from '../message/append-message.ts';
import { requireAction } from './require-action.ts';
import { requireOpen, requireSession } from './require-session.ts';
import type { Action, ActionState } from './session.ts';

export interface Completion {
  readonly sessionId: string;
  readonly actionId: string;
  readonly ok: boolean;
  /** What the tenant's software has to say about it. */
  readonly result?: Readonly<Record<string, unknown>>;
}

/**
 * Takes the outcome of an action down, once, also as a turn that the assistant reads. Throws `action_not_found`,
 * `action_not_confirmed` (level 3 without the user's word), `action_closed`, and what a session that is over throws.
 */
export function completeAction(db: Database, actor: TenantActor, completion: Completion): Promise<Action> {
  return transaction(db, async (tx) => {
    const session = await requireSession(tx, actor, completion.sessionId, ['customer']);
    requireOpen(session);
    const { name, state } = await requireAction(tx, completion.sessionId, completion.actionId);
    requireCompletable(state);
    const action = await closeAction(tx, completion);
    await appendMessage(tx, { conversationId: session.conversationId, role: 'tool', content: describe(name, completion) });
    return action;
  });
}

function requireCompletable(state: ActionState): void {
  if (state === 'awaiting-confirmation') {
    throw new DomainError('action_not_confirmed', 'This action waits for the confirmation of the user.');
  }
  if (state !== 'requested' && state !== 'confirmed') throw new DomainError('action_closed', 'This action is over.');
}

function closeAction(tx: Queryable, { actionId, ok, result }: Completion): Promise<Action> {
  return only<Action>(tx, SQL`
    update session_actions
    set
      state = ${ok ? 'completed' : 'failed'},
      result = ${result === undefined ? null : JSON.stringify(result)},
      closed_at = now()
    where id = ${actionId}
    returning id, name, params, level, state
  `.setName('complete_action'));
}

function describe(name: string, { ok, result }: Completion): string {
  const outcome = `The action ${name} ${ok ? 'was completed' : 'failed'}.`;
  return result === undefined ? outcome : `${outcome} Result: ${JSON.stringify(result)}`;
}
