import type { ChannelPublishers } from '../../../generated/general-bots/channel-types.ts';
import { WaitingLines } from './waiting-line.ts';

/** An answer that is being given. */
export interface RunningAnswer {
  readonly messageId: string;
  readonly botId: string;
  readonly replyTo: string | undefined;
  /** What has been said so far. */
  content: string;
  /** Cuts it short. */
  stop(): void;
}

/** What this process knows of the bot sessions that it is answering in. */
export class LocalAnswers {
  readonly lines = new WaitingLines();
  readonly #running = new Map<string, RunningAnswer>();
  /** How many answers have ended here: whoever reads what was said learns by it whether something has come meanwhile. */
  ended = 0;

  begin(sessionId: string, answer: RunningAnswer): void {
    this.#running.set(sessionId, answer);
  }

  end(sessionId: string): void {
    if (this.#running.delete(sessionId)) this.ended += 1;
  }

  find(sessionId: string): RunningAnswer | undefined {
    return this.#running.get(sessionId);
  }
}

/** By the service that they belong to: one process may run several. */
const all = new WeakMap<ChannelPublishers, LocalAnswers>();

export function localAnswers(channels: ChannelPublishers): LocalAnswers {
  const known = all.get(channels);
  if (known) return known;
  const added = new LocalAnswers();
  all.set(channels, added);
  return added;
}
