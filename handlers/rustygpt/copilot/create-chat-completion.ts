import { completeInThread } from '../../../domain/thread/complete-in-thread.ts';
import { giveThreadAnswer } from '../../../domain/thread/give-thread-answer.ts';
import type { Assistant, Prompt } from '../../../domain/assistant/assistant.ts';
import { limitAnswer } from '../../../domain/assistant/limit-answer.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { CreateChatCompletion, CreateChatCompletionRequest } from '../../../generated/rustygpt/operations.ts';
import type { ChatCompletionRequest } from '../../../generated/rustygpt/types.ts';
import type { Context } from '../context.ts';
import { type Answering, toCompletion, toCompletionEvents } from '../to-api/chat-completion.ts';
import { toPrompt, toText } from '../to-api/chat-prompt.ts';
import { models } from '../to-api/models.ts';

type Request = CreateChatCompletionRequest<Context>;

/** Answers a chat that the client keeps, and writes it into a thread where `metadata` names one. */
export const createChatCompletion: CreateChatCompletion<Context> = async (request) => {
  const { body } = request;
  if (!models.some(({ id }) => id === body.model)) throw new DomainError('agent_not_found', `There is no model ${body.model}.`);
  const answering = await begin(request);
  if (body.stream !== true) return { status: 200, contentType: 'application/json', body: await toCompletion(body, answering) };
  return { status: 200, contentType: 'text/event-stream', body: toCompletionEvents(body, answering) };
};

/** Waits for the first piece, so that a failure before it still has a status of its own. */
async function begin(request: Request): Promise<Answering> {
  const { body, services } = request;
  const assistant = limitAnswer(services.assistant, { stops: stopsOf(body), ...(body.max_tokens == null ? {} : { maxTokens: body.max_tokens }) });
  const prompt = toPrompt(body);
  const place = body.metadata?.rustygpt;
  const texts = place === undefined ? speak(assistant, prompt, request.signal) : await speakInThread(request, { assistant, prompt, place });
  const first = await texts.next();
  const all = async function* (): AsyncGenerator<string> {
    if (first.done !== true) yield first.value;
    yield* texts;
  };
  return { prompt, texts: all(), finish: () => (assistant.wasCut() ? 'length' : 'stop') };
}

function stopsOf({ stop }: ChatCompletionRequest): readonly string[] {
  return typeof stop === 'string' ? [stop] : (stop ?? []);
}

async function* speak(assistant: Assistant, prompt: Prompt, signal: AbortSignal): AsyncGenerator<string> {
  for await (const delta of assistant.answer(prompt, signal)) if (delta.kind === 'text') yield delta.text;
}

interface InThread {
  readonly assistant: Assistant;
  readonly prompt: Prompt;
  readonly place: { readonly conversation_id: string; readonly parent_message_id: string };
}

/** The answer is given to its end also if the client goes away: others hear it, too. */
async function speakInThread(request: Request, { assistant, prompt, place }: InThread): Promise<AsyncGenerator<string>> {
  const { db, services, actor, background } = request;
  const { answer, texts } = await completeInThread(db, services.events, actor, {
    conversationId: place.conversation_id,
    parentId: place.parent_message_id,
    content: lastWords(request.body),
  });
  background((signal) => giveThreadAnswer(db, { ...services, assistant }, { answer, signal, prompt }));
  return texts(request.signal);
}

function lastWords({ messages }: ChatCompletionRequest): string {
  const last = messages.at(-1);
  const content = last?.role === 'user' ? toText(last.content) : '';
  if (content.trim() === '') throw new DomainError('invalid_input', 'The last message has to be the user’s to be written into a thread.');
  return content;
}
