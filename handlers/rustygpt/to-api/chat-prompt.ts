import type { Prompt } from '../../../domain/assistant/assistant.ts';
import type { ChatCompletionRequest, ChatText } from '../../../generated/rustygpt/types.ts';

/** What the assistant is shown of a chat: instructions apart, all else in its order. */
export function toPrompt({ messages, temperature, top_p: topP }: ChatCompletionRequest): Prompt {
  const instructions = messages.filter(({ role }) => isInstruction(role)).map(({ content }) => toText(content));
  const said = messages.flatMap(({ role, content }) =>
    role === 'system' || role === 'developer' ? [] : [{ role, content: toText(content) }],
  );
  return {
    name: 'the assistant',
    instructions: instructions.length === 0 ? 'You are a helpful assistant.' : instructions.join('\n\n'),
    messages: said,
    tools: [],
    sampling: { ...(temperature == null ? {} : { temperature }), ...(topP == null ? {} : { topP }) },
  };
}

export function toText(content: ChatText): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}

function isInstruction(role: string): boolean {
  return role === 'system' || role === 'developer';
}
