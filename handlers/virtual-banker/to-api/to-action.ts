import type { Action } from '../../../domain/session/session.ts';
import type { ActionRequestedPayload } from '../../../generated/virtual-banker/types.ts';

/** An action as the widget is asked for it. */
export function toAction({ id, name, params, level }: Action): ActionRequestedPayload {
  return { action_id: id, action: name, params: { ...params }, level };
}
