import type { TenantActor } from '../actor.ts';
import type { Assistant, Prompt } from '../assistant/assistant.ts';
import { type AnswerDone, giveAnswer } from '../assistant/give-answer.ts';
import { claimAnswer } from '../conversation/running-answer.ts';
import { type Database, transaction } from '../database/database.ts';
import { appendMessage } from '../message/append-message.ts';
import { readHistory } from '../message/read-history.ts';
import { requestAction } from './request-action.ts';
import { requireOpen, requireSession } from './require-session.ts';
import type { Action, Session } from './session.ts';

export type TurnEvent =
  /** What the user said has been taken down (`messageId`, absent when an answer goes on after an action); `answerId` follows. */
  | { readonly kind: 'accepted'; readonly messageId?: string; readonly answerId: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly action: Action }
  | AnswerDone;

export interface TurnInput {
  readonly sessionId: string;
  readonly text: string;
  /** Cuts the answer short; what was said so far is kept. */
  readonly signal: AbortSignal;
}

/** How many turns the assistant is shown. */
const promptTurns = 50;

/**
 * Takes a typed turn of the session's user down and streams the assistant's. An answer that is still running elsewhere loses
 * its place; abort one of your own first, so that what it said is kept. Throws what a session that is over throws, what the
 * assistant throws, and `action_not_allowed` when it asks for a tool that the session does not have.
 */
export async function* takeTurn(
  db: Database,
  assistant: Assistant,
  actor: TenantActor,
  { sessionId, text, signal }: TurnInput,
): AsyncGenerator<TurnEvent> {
  const session = await requireSession(db, actor, sessionId, ['customer']);
  requireOpen(session);
  const turn = await transaction(db, async (tx) => {
    const { conversationId, userId } = session;
    const answerId = await claimAnswer(tx, conversationId, { supersede: true });
    const { id } = await appendMessage(tx, { conversationId, role: 'user', content: text, authorId: userId });
    return { answerId, messageId: id };
  });
  yield { kind: 'accepted', ...turn };
  yield* answerTurn(db, assistant, session, { ...turn, signal });
}

/** Lets the assistant go on after an action was completed. Throws as `takeTurn` does. */
export async function* continueTurn(
  db: Database,
  assistant: Assistant,
  actor: TenantActor,
  { sessionId, signal }: Omit<TurnInput, 'text'>,
): AsyncGenerator<TurnEvent> {
  const session = await requireSession(db, actor, sessionId, ['customer']);
  requireOpen(session);
  const answerId = await claimAnswer(db, session.conversationId, { supersede: true });
  yield { kind: 'accepted', answerId };
  yield* answerTurn(db, assistant, session, { answerId, signal });
}

interface ClaimedTurn {
  readonly answerId: string;
  readonly messageId?: string;
  readonly signal: AbortSignal;
}

async function* answerTurn(
  db: Database,
  assistant: Assistant,
  session: Session,
  { answerId, messageId, signal }: ClaimedTurn,
): AsyncGenerator<TurnEvent> {
  const { conversationId } = session;
  const prompt = describeSession(session, await readHistory(db, conversationId, { last: promptTurns }));
  for await (const event of giveAnswer(db, assistant, { conversationId, answerId, parentId: messageId, prompt, signal })) {
    if (event.kind === 'tool-call') yield { kind: 'action', action: await requestAction(db, session, event) };
    else yield event;
  }
}

function describeSession({ settings, portalContext }: Session, messages: Prompt['messages']): Prompt {
  const place = Object.entries(portalContext).map(([name, value]) => `${name}: ${String(value)}`);
  const instructions = [
    'You are the assistant of this organisation and speak with one of its users.',
    `You have greeted the user with: ${settings.greeting}`,
    place.length > 0 ? `The user is here in the portal: ${place.join(', ')}.` : '',
    'Ask for an action only if the user wants it.',
  ];
  return { name: 'your assistant', instructions: instructions.filter(Boolean).join('\n'), messages, tools: settings.tools };
}
