import type { TurnEvent } from '../../../domain/session/take-turn.ts';
import { runTurn } from './turn.ts';
import type { Connection, Participant } from './participant.ts';
import { tell } from './say.ts';

interface Beginning {
  /** Id of the message that asks for the turn. */
  readonly replyTo: string;
  /** What the customer said, if the turn answers words. */
  readonly text?: string;
}

/**
 * Waits until the domain has taken the turn, so that its refusal is the answer to the message; then tells both sides, and
 * lets the assistant speak in the background until it is done, interrupted, or the connection closes.
 */
export async function beginTurn(
  connection: Connection,
  participant: Participant,
  { replyTo, text }: Beginning,
  take: (signal: AbortSignal) => AsyncIterable<TurnEvent>,
): Promise<void> {
  const abort = new AbortController();
  const events = take(AbortSignal.any([abort.signal, connection.signal]))[Symbol.asyncIterator]();
  const first = await events.next();
  if (first.done || first.value.kind !== 'accepted') throw new Error('A turn began without being accepted.');
  const { messageId, answerId } = first.value;
  tell(connection, 'state', { state: 'thinking' }, replyTo);
  if (text !== undefined && messageId !== undefined) tell(connection, 'transcript', { role: 'user', text, final: true, turn_id: messageId });
  participant.turn = runTurn(connection, { turnId: answerId, events, abort, replyTo });
}
