import { envelope } from './envelope.ts';
import type { Participant } from './participant.ts';

/** What the assistant is doing now, as the answer to a message. */
export function currentState({ turn }: Participant, message: { readonly id: string; readonly session_id: string }) {
  return envelope({ sessionId: message.session_id, type: 'state', payload: { state: turn?.state ?? 'idle' }, replyTo: message.id });
}
