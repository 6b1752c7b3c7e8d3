import { randomUUID } from 'node:crypto';
import { countTokens } from '../../../domain/assistant/count-tokens.ts';
import type { Prompt } from '../../../domain/assistant/assistant.ts';
import type {
  ChatCompletion, ChatCompletionChunk, ChatCompletionRequest, ChatFinishReason, ChatUsage, CreateChatCompletion200Event2,
} from '../../../generated/rustygpt/types.ts';

/** An answer that has begun. */
export interface Answering {
  readonly prompt: Prompt;
  readonly texts: AsyncIterable<string>;
  /** Known when there are no more texts. */
  readonly finish: () => ChatFinishReason;
}

type Head<Kind> = { id: string; object: Kind; created: number; model: string; warnings?: string[] };

function headOf<Kind>(request: ChatCompletionRequest, object: Kind): Head<Kind> {
  const ignored = (['presence_penalty', 'frequency_penalty'] as const).filter((name) => (request[name] ?? 0) !== 0);
  return {
    id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
    object,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    ...(ignored.length === 0 ? {} : { warnings: ignored.map((name) => `${name} has no effect.`) }),
  };
}

/** The whole answer at once. */
export async function toCompletion(request: ChatCompletionRequest, { prompt, texts, finish }: Answering): Promise<ChatCompletion> {
  let content = '';
  for await (const text of texts) content += text;
  const message = { role: 'assistant' as const, content };
  return {
    ...headOf(request, 'chat.completion' as const),
    choices: [{ index: 0, message, finish_reason: finish(), logprobs: null }],
    usage: usageOf(prompt, content),
  };
}

/** The answer piece by piece: the role first, then texts, why it ended, how long it was if that is wanted, and `[DONE]`. */
export async function* toCompletionEvents(
  request: ChatCompletionRequest,
  { prompt, texts, finish }: Answering,
): AsyncGenerator<CreateChatCompletion200Event2> {
  const head = headOf(request, 'chat.completion.chunk' as const);
  const event = (more: Pick<ChatCompletionChunk, 'choices' | 'usage'>) => ({ data: { ...head, ...more } });
  let content = '';
  yield event({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] });
  for await (const text of texts) {
    content += text;
    yield event({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] });
  }
  yield event({ choices: [{ index: 0, delta: {}, finish_reason: finish() }] });
  if (request.stream_options?.include_usage === true) yield event({ choices: [], usage: usageOf(prompt, content) });
  yield { data: '[DONE]' };
}

function usageOf({ instructions, messages }: Prompt, content: string): ChatUsage {
  const asked = [instructions, ...messages.map((message) => message.content)].reduce((sum, text) => sum + countTokens(text), 0);
  const said = countTokens(content);
  return { prompt_tokens: asked, completion_tokens: said, total_tokens: asked + said };
}
