import { DomainError, type DomainErrorCode } from '../../../domain/errors.ts';
import type { Place, RealtimeSession } from '../../../domain/session/join-session.ts';
import { stayInSession } from '../../../domain/session/stay-in-session.ts';
import type { MessageContext } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import type { Connection, Participant, State } from './participant.ts';
import { realtimeSettings } from './realtime-settings.ts';
import { say } from './say.ts';
import { takeLeave } from './take-leave.ts';

export interface Watch {
  readonly connection: Connection;
  readonly context: MessageContext<Context>;
  readonly state: State;
  readonly participant: Participant;
  readonly session: RealtimeSession;
  readonly place: Place;
}

/** Sets what happens to a participant by the mere passing of time. */
export function watchParticipant(watch: Watch): void {
  const { connection, context, state, participant, session } = watch;
  state.deadlines.clear('sign-in');
  state.deadlines.set('session', session.expiresAt.getTime() - Date.now(), () => {
    takeLeave(connection, 'timeout', { code: 4408, reason: 'session_expired' });
  });
  watchCredential(connection, state, participant, context.services);
  state.deadlines.every('heartbeat', realtimeSettings(context.services).heartbeatSeconds * 1000, () => {
    say(connection, 'ping', {});
    participant.renewal = stay(watch);
  });
}

/** A customer has a while to send the next token; an agent's token is as good as its `exp` says. */
export function watchCredential(connection: Connection, { deadlines }: State, { actor, side }: Participant, services: Context['services']): void {
  const graceSeconds = side === 'customer' ? realtimeSettings(services).graceSeconds : 0;
  deadlines.set('credential', actor.expiresAt.getTime() + graceSeconds * 1000 - Date.now(), () => {
    takeLeave(connection, 'timeout', { code: 4401, reason: 'token_expired' });
  });
}

/** Keeps the place in the session. When it is lost, or the session is over, though no word of it came, the connection ends. */
async function stay({ connection, context, participant, place }: Watch): Promise<void> {
  try {
    if (!(await stayInSession(context.db, participant.actor, place))) connection.close(4409, 'replaced');
  } catch (error) {
    const over = error instanceof DomainError ? endings[error.code] : undefined;
    if (over) takeLeave(connection, over.reason, over.close);
    else connection.log.warn({ err: error }, 'a place in a session could not be renewed');
  }
}

const endings: Partial<Record<DomainErrorCode, { readonly reason: 'ended' | 'timeout'; readonly close: { code: number; reason: string } }>> = {
  session_not_found: { reason: 'ended', close: { code: 4404, reason: 'session_not_found' } },
  session_ended: { reason: 'ended', close: { code: 1000, reason: 'ended' } },
  session_expired: { reason: 'timeout', close: { code: 4408, reason: 'session_expired' } },
};
