import { recordConsent } from '../../../domain/session/record-consent.ts';
import type { ReceiveConsent } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { State } from './connection.ts';
import { currentState } from './current-state.ts';
import { takeLeave } from './take-leave.ts';

/** Records the customer's decision; without a consent that is required the connection ends. */
export const receiveConsent: ReceiveConsent<Context, State> = async (message, connection, { db }) => {
  const participant = admit(connection, message, 'customer');
  const { granted, version } = message.payload;
  const consent = await recordConsent(db, participant.actor, { sessionId: message.session_id, granted, version });
  if (consent.granted || !consent.required) return currentState(participant, message);
  takeLeave(connection, 'policy', { code: 4403, reason: 'consent_declined' });
  return undefined;
};
