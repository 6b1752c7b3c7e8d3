import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { type Database, only, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireAction } from './require-action.ts';
import { requireOpen, requireSession } from './require-session.ts';
import type { Action } from './session.ts';

export interface Confirmation {
  readonly sessionId: string;
  readonly actionId: string;
  readonly approved: boolean;
}

/**
 * Takes the user's word on an action of level 3 down, once. Throws `action_not_found`, `action_closed` (decided before, or of a
 * level that needs no word), and what a session that is over throws.
 */
export function confirmAction(
  db: Database,
  actor: TenantActor,
  { sessionId, actionId, approved }: Confirmation,
): Promise<Action> {
  return transaction(db, async (tx) => {
    requireOpen(await requireSession(tx, actor, sessionId, ['customer']));
    const { state } = await requireAction(tx, sessionId, actionId);
    if (state !== 'awaiting-confirmation') {
      throw new DomainError('action_closed', 'This action does not wait for a confirmation.');
    }
    return only<Action>(tx, SQL`
      update session_actions
      set
        state = ${approved ? 'confirmed' : 'declined'},
        decided_at = now(),
        closed_at = case when ${approved} then null else now() end
      where id = ${actionId}
      returning id, name, params, level, state
    `.setName('confirm_action'));
  });
}
