import type { MemberActor } from '../../../domain/actor.ts';
import { answerMessage, type AgentAnswerEvent } from '../../../domain/agent-session/answer-message.ts';
import type { PermittedAgent } from '../../../domain/agent/permitted-agent.ts';
import type { MessageContext } from '../../../generated/general-bots/channel-types.ts';
import type { Context } from '../context.ts';
import { toBotMessage, type AnswerOf } from '../to-api/to-bot-message.ts';
import { spellError, toErrorFrame } from '../to-api/to-error-frame.ts';
import { toSuggestion } from '../to-api/to-suggestion.ts';
import { chatSettings } from './chat-settings.ts';
import { localAnswers, type RunningAnswer } from './local-answers.ts';
import { Thinking } from './thinking.ts';
import { topics } from './topics.ts';

export interface Question {
  readonly actor: MemberActor;
  readonly sessionId: string;
  readonly text: string;
  /** The client's name for the message. */
  readonly replyTo: string | undefined;
}

/** Lets the bot answer one message, and tells every connection of the bot session piece by piece. */
export async function answer(context: MessageContext<Context>, question: Question, signal: AbortSignal): Promise<void> {
  const { db, services, channels } = context;
  const { actor, sessionId, text, replyTo } = question;
  const stop = new AbortController();
  const telling = new Telling(context, question, stop);
  channels.chat.publish(topics.session(sessionId), 'typing', { session_id: sessionId, ...(replyTo !== undefined && { reply_to: replyTo }) });
  try {
    const input = { sessionId, text, signal: AbortSignal.any([signal, stop.signal]) };
    for await (const event of answerMessage(db, services.assistant, actor, input)) telling.tell(event);
  } catch (error) {
    telling.tellFailure(error);
    if (spellError(error) === undefined) throw error;
  } finally {
    telling.end();
  }
}

/** One answer on its way to the connections. */
class Telling {
  readonly #context: MessageContext<Context>;
  readonly #question: Question;
  readonly #stop: AbortController;
  readonly #thinking: Thinking;
  #agent: PermittedAgent | undefined;
  #running: RunningAnswer | undefined;

  constructor(context: MessageContext<Context>, question: Question, stop: AbortController) {
    this.#context = context;
    this.#question = question;
    this.#stop = stop;
    this.#thinking = new Thinking(chatSettings(context.services).thinkingMs, () => this.#say({ content: '', is_complete: false, thinking: true }));
  }

  tell(event: AgentAnswerEvent): void {
    switch (event.kind) {
      case 'accepted':
        this.#begin(event);
        break;
      case 'text':
        this.#continue(event.text);
        break;
      case 'done':
        if (event.kept || event.finish === 'stop') this.#finish();
    }
  }

  tellFailure(error: unknown): void {
    const { sessionId, replyTo } = this.#question;
    const spelled = spellError(error) ?? { code: 'SERVER_ERROR', message: 'The bot failed to answer.' };
    this.#context.channels.chat.publish(topics.session(sessionId), 'error', toErrorFrame({ ...spelled, sessionId, replyTo }));
  }

  end(): void {
    this.#thinking.stop();
    localAnswers(this.#context.channels).end(this.#question.sessionId);
  }

  #begin({ answerId, agent }: Extract<AgentAnswerEvent, { kind: 'accepted' }>): void {
    this.#agent = agent;
    this.#running = { messageId: answerId, botId: agent.id, replyTo: this.#question.replyTo, content: '', stop: () => this.#stop.abort() };
    localAnswers(this.#context.channels).begin(this.#question.sessionId, this.#running);
    this.#thinking.restart();
  }

  #continue(text: string): void {
    if (this.#running) this.#running.content += text;
    this.#thinking.restart();
    this.#say({ content: text, is_complete: false });
  }

  #finish(): void {
    const suggestions = (this.#agent?.suggestions ?? []).map(toSuggestion);
    this.#say({ content: '', is_complete: true, ...(suggestions.length > 0 && { suggestions }) });
  }

  #say(part: Parameters<typeof toBotMessage>[1]): void {
    if (!this.#running) return;
    const { sessionId } = this.#question;
    const of: AnswerOf = { sessionId, ...this.#running };
    this.#context.channels.chat.publish(topics.session(sessionId), 'message', toBotMessage(of, part));
  }
}
