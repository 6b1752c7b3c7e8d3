import { SQL } from 'sql-template-strings';
import { claimSeconds, releaseAnswer, renewAnswer } from '../conversation/running-answer.ts';
import { type Database, transaction } from '../database/database.ts';
import { appendMessage } from '../message/append-message.ts';
import type { Finish } from '../message/message.ts';
import type { Assistant, Delta, Prompt } from './assistant.ts';

/** The end of an answer. */
export interface AnswerDone {
  readonly kind: 'done';
  /** Of the message in the conversation; equal to the id of the claim, so it is known from the start. */
  readonly messageId: string;
  readonly content: string;
  readonly finish: Finish;
  /** False when there was nothing to keep, or the conversation was deleted or given to another answer meanwhile. */
  readonly kept: boolean;
}

export type AnswerEvent = Delta | AnswerDone;

export interface AnswerInput {
  readonly conversationId: string;
  /** From `claimAnswer`. */
  readonly answerId: string;
  /** The message that is answered. */
  readonly parentId?: string;
  readonly prompt: Prompt;
  readonly signal: AbortSignal;
}

/**
 * Streams an answer and appends it to the conversation when it ends: whole, cut off by `signal` or by the reader leaving the
 * loop (`cancelled`), or broken off by an error that is thrown on (`failed`). The claim is given up in every case; if the
 * process dies it runs out.
 */
export async function* giveAnswer(db: Database, assistant: Assistant, input: AnswerInput): AsyncGenerator<AnswerEvent> {
  const answer: Answer = { content: '', finish: 'cancelled', kept: false };
  const claim = keepClaim(db, input);
  try {
    for await (const delta of assistant.answer(input.prompt, claim.signal)) {
      if (delta.kind === 'text') answer.content += delta.text;
      yield delta;
    }
    answer.finish = claim.signal.aborted ? 'cancelled' : 'stop';
  } catch (error) {
    answer.finish = 'failed';
    throw error;
  } finally {
    claim.stop();
    answer.kept = await keepAnswer(db, input, answer);
  }
  yield { kind: 'done', messageId: input.answerId, ...answer };
}

interface Answer {
  content: string;
  finish: Finish;
  kept: boolean;
}

/** Renews the claim while the answer lasts; when it is lost, the answer stops. */
function keepClaim(db: Database, { conversationId, answerId, signal }: AnswerInput): { signal: AbortSignal; stop(): void } {
  const lost = new AbortController();
  const renew = async () => {
    if (!(await renewAnswer(db, conversationId, answerId))) lost.abort();
  };
  // A failed renewal is tried again at the next turn, while the claim still stands.
  const timer = setInterval(() => void renew().catch(() => undefined), (claimSeconds * 1000) / 3);
  return { signal: AbortSignal.any([signal, lost.signal]), stop: () => clearInterval(timer) };
}

/** Locks the conversation first, as its deletion does: in another order the two could wait for each other. */
function keepAnswer(
  db: Database,
  { conversationId, answerId, parentId }: AnswerInput,
  { content, finish }: Answer,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.query(SQL`
      select id
      from conversations
      where id = ${conversationId}
      for key share
    `.setName('lock_conversation'));
    const stands = await releaseAnswer(tx, conversationId, answerId);
    if (!stands || content === '') return false;
    await appendMessage(tx, { id: answerId, conversationId, parentId, role: 'assistant', content, finish });
    return true;
  });
}
