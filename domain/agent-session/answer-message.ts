import { setTimeout as wait } from 'node:timers/promises';
import type { MemberActor } from '../actor.ts';
import type { PermittedAgent } from '../agent/permitted-agent.ts';
import type { Assistant, Prompt } from '../assistant/assistant.ts';
import { type AnswerDone, giveAnswer } from '../assistant/give-answer.ts';
import { claimAnswer, releaseAnswer } from '../conversation/running-answer.ts';
import { type Database, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { appendMessage } from '../message/append-message.ts';
import { readHistory } from '../message/read-history.ts';
import type { AgentSession } from './agent-session.ts';
import { requireOpenAgentSession } from './require-agent-session.ts';

export type AgentAnswerEvent =
  /** What the user said has been taken down; the answer with this id follows. */
  | { readonly kind: 'accepted'; readonly answerId: string; readonly agent: PermittedAgent }
  | { readonly kind: 'text'; readonly text: string }
  | AnswerDone;

export interface AnswerMessageInput {
  readonly sessionId: string;
  readonly text: string;
  /** Cuts the answer short; what was said so far is kept. */
  readonly signal: AbortSignal;
}

/** How many turns the assistant is shown: each may be large. */
const promptTurns = 10;

/** How long a message waits for the answer to one that came before it, perhaps at another process. */
const patienceMs = 5 * 60_000;
const lookAgainMs = 100;

/**
 * Takes down what a user says to an agent, and streams the agent's answer. One at a time: while the conversation is getting another answer, this one waits
 * for it. Throws what `requireOpenAgentSession` and the assistant throw, and `busy` when the wait is in vain.
 */
export async function* answerMessage(
  db: Database,
  assistant: Assistant,
  actor: MemberActor,
  { sessionId, text, signal }: AnswerMessageInput,
): AsyncGenerator<AgentAnswerEvent> {
  const { session, agent } = await requireOpenAgentSession(db, actor, { sessionId });
  const turn = await takeTurn(db, session, { text, signal });
  const prompt = await preparePrompt(db, session, { agent, answerId: turn.answerId });
  yield { kind: 'accepted', answerId: turn.answerId, agent };
  const answer = { conversationId: session.id, answerId: turn.answerId, parentId: turn.messageId, prompt, signal };
  for await (const event of giveAnswer(db, assistant, answer)) {
    // An agent has no tools here, so a model that asks for one has made it up.
    if (event.kind !== 'tool-call') yield event;
  }
}

interface Turn {
  readonly messageId: string;
  readonly answerId: string;
}

async function takeTurn(db: Database, session: AgentSession, { text, signal }: Pick<AnswerMessageInput, 'text' | 'signal'>): Promise<Turn> {
  for (const deadline = performance.now() + patienceMs; !signal.aborted; await wait(lookAgainMs)) {
    const turn = await tryTurn(db, session, text).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'busy' || performance.now() > deadline) throw error;
    });
    if (turn) return turn;
  }
  throw new DomainError('unavailable', 'The message was not answered: the service shuts down, or the session was ended.');
}

function tryTurn(db: Database, { id, userId }: AgentSession, text: string): Promise<Turn> {
  return transaction(db, async (tx) => {
    const answerId = await claimAnswer(tx, id);
    const message = await appendMessage(tx, { conversationId: id, role: 'user', content: text, authorId: userId });
    return { answerId, messageId: message.id };
  });
}

/** A failure here comes before the answer and its cleaning up, so the conversation is freed here. */
async function preparePrompt(db: Database, session: AgentSession, { agent, answerId }: { agent: PermittedAgent; answerId: string }): Promise<Prompt> {
  try {
    const messages = await readHistory(db, session.id, { last: promptTurns });
    return { name: agent.name, instructions: `You are ${agent.name}. ${agent.description}`, messages, tools: [] };
  } catch (error) {
    await releaseAnswer(db, session.id, answerId).catch(() => undefined);
    throw error;
  }
}
