import type { Assistant, Prompt } from '../assistant/assistant.ts';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { AnswerWriter } from './answer-writer.ts';
import { endAnswer, type Ending } from './end-answer.ts';
import { readThreadPrompt } from './read-thread-prompt.ts';
import type { StartedAnswer } from './start-answer.ts';

/** What an answer is given with. */
export interface AnswerServices {
  readonly events: EventFeed;
  readonly assistant: Assistant;
  /** Milliseconds that a whole answer may take; default two minutes. */
  readonly answerTimeoutMs?: number;
  /** Milliseconds after which an assistant that says nothing finds that its answer was ended elsewhere; default three seconds. */
  readonly renewMs?: number;
}

/** Added to an answer whose process was stopped or died. */
export const interruptedNotice = '\n\n[This answer was interrupted: the service stopped while it was being given.]';

/**
 * Gives an answer that was started, from its thread or from another `prompt`: every piece is written down and told before the next. Ends it in every case, and says how: complete,
 * out of time, failed, or interrupted by `signal`. One that was cancelled meanwhile is over already. Does not throw for what the assistant
 * throws.
 */
export async function giveThreadAnswer(
  db: Database,
  { events, assistant, answerTimeoutMs = 120_000, renewMs = 3000 }: AnswerServices,
  { answer, signal, prompt }: { answer: StartedAnswer; signal: AbortSignal; prompt?: Prompt },
): Promise<void> {
  const timeout = AbortSignal.timeout(answerTimeoutMs);
  const writer = new AnswerWriter(db, events, { answer, renewMs });
  const stop = AbortSignal.any([signal, timeout, writer.lost]);
  let ending: Ending = { end: 'stop' };
  try {
    await speak(assistant, prompt ?? (await readThreadPrompt(db, answer)), { writer, stop });
  } catch (error) {
    ending = endingOf(error);
  }
  await writer.finish();
  if (timeout.aborted) ending = outOfTime;
  else if (signal.aborted) ending = { ...failed, notice: interruptedNotice };
  else if (writer.lost.reason instanceof Error && writer.lost.reason.name !== 'AbortError') ending = failed;
  await tellEvents(db, events, (tx, tell) => endAnswer(tx, tell, answer.messageId, ending));
}

const outOfTime: Ending = { end: 'timeout', reason: 'The assistant took too long to answer.' };
const failed: Ending = { end: 'error', reason: 'The assistant could not answer.' };

function endingOf(error: unknown): Ending {
  if (!(error instanceof DomainError)) return failed;
  return error.code === 'upstream_timeout' ? outOfTime : { ...failed, reason: error.message };
}

/** An assistant that does not listen to `stop` is left alone all the same. */
async function speak(assistant: Assistant, prompt: Prompt, { writer, stop }: { writer: AnswerWriter; stop: AbortSignal }): Promise<void> {
  const deltas = assistant.answer(prompt, stop)[Symbol.asyncIterator]();
  const stopped = new Promise<undefined>((resolve) => stop.addEventListener('abort', () => resolve(undefined), { once: true }));
  try {
    while (!stop.aborted) {
      const next = await Promise.race([deltas.next(), stopped]);
      if (next === undefined || next.done === true) return;
      if (next.value.kind === 'text') await writer.add(next.value.text);
    }
  } finally {
    void deltas.return?.().catch(() => undefined);
  }
}
