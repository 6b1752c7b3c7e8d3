import type { TurnEvent } from '../../../domain/session/take-turn.ts';
import { toAction } from '../to-api/to-action.ts';
import { toTurnText } from '../to-api/to-turn-text.ts';
import type { Connection } from './participant.ts';
import { say, tell } from './say.ts';

/** A turn of the assistant that is being given over a connection. */
export interface Turn {
  readonly id: string;
  /** What the assistant is doing in it. */
  readonly state: 'thinking' | 'speaking';
  /** Cuts the turn short; resolves when its last message has been sent. */
  stop(): Promise<void>;
}

interface TurnInput {
  readonly turnId: string;
  readonly events: AsyncIterator<TurnEvent>;
  readonly abort: AbortController;
  /** Id of the message that began the turn. */
  readonly replyTo: string;
}

/**
 * Streams a turn to both sides in the background, so that the connection can hear an interruption meanwhile. Ends with a
 * final transcript and the state `idle`, however it ends.
 */
export function runTurn(connection: Connection, { turnId, events, abort, replyTo }: TurnInput): Turn {
  const turn = { id: turnId, state: 'thinking' as Turn['state'], stop };
  const finished = stream().catch((error: unknown) => connection.log.error({ err: error }, 'a turn could not be told'));
  return turn;

  async function stop(): Promise<void> {
    abort.abort();
    await finished;
  }

  async function stream(): Promise<void> {
    let text = '';
    try {
      for (let next = await events.next(); !next.done; next = await events.next()) {
        text += await pass(next.value, text);
      }
    } catch (error) {
      connection.log.warn({ err: error }, 'a turn of the assistant failed');
      say(connection, 'error', { error: 'assistant_unavailable', message: 'The assistant cannot answer at the moment.', fatal: false }, replyTo);
    }
    if (connection.state.participant?.turn === turn) connection.state.participant.turn = undefined;
    tell(connection, 'transcript', { role: 'assistant', text: toTurnText(text), final: true, turn_id: turnId });
    tell(connection, 'state', { state: 'idle' });
  }

  /** Sends what an event says, and returns the words that it adds. */
  async function pass(event: TurnEvent, before: string): Promise<string> {
    if (event.kind === 'action') say(connection, 'action_requested', toAction(event.action));
    if (event.kind !== 'text') return '';
    if (turn.state !== 'speaking') {
      turn.state = 'speaking';
      tell(connection, 'state', { state: 'speaking' });
    }
    tell(connection, 'transcript', { role: 'assistant', text: toTurnText(before + event.text), final: false, turn_id: turnId });
    await connection.drained();
    return event.text;
  }
}
