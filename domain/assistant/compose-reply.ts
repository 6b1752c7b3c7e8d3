import type { Tool } from '../tenant/tenant.ts';
import type { Prompt } from './assistant.ts';

interface Reply {
  readonly text: string;
  readonly call?: { readonly name: string; readonly params: Readonly<Record<string, unknown>> };
}

interface Question {
  readonly text: string;
  readonly prompt: Prompt;
  /** What the user said before, oldest first. */
  readonly earlier: readonly string[];
}

/** Characters of a text that are said again at most. */
const quoted = 500;

type Rule = (question: Question) => Reply | undefined;

/** The first rule that has something to say decides. */
const rules: readonly Rule[] = [greet, listAbilities, recallLast, countTurns, useTool, recallSimilar, repeat];

/** What the built-in assistant says next: it knows this conversation, its own name and its tools, and nothing else. */
export function composeReply(prompt: Prompt): Reply {
  const last = prompt.messages.at(-1);
  if (last?.role === 'tool') return { text: `Thank you. ${last.content}` };
  const said = prompt.messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const text = said.at(-1) ?? '';
  const question = { text, prompt, earlier: said.slice(0, -1) };
  for (const rule of rules) {
    const reply = rule(question);
    if (reply) return reply;
  }
  return { text: 'I am listening.' };
}

function greet({ text, prompt }: Question): Reply | undefined {
  if (!/^\W*(hello|hi|hey|good (morning|afternoon|evening))\b/i.test(text) || words(text).length > 4) return undefined;
  return { text: `Hello! I am ${prompt.name}. Ask me what I can do.` };
}

function listAbilities({ text, prompt: { name, tools } }: Question): Reply | undefined {
  if (!/\b(what can you do|help|who are you)\b/i.test(text)) return undefined;
  const abilities = tools.map((tool) => `${readable(tool)} (${tool.name})`).join('; ');
  const known = 'I remember what was said in this conversation';
  return { text: abilities ? `I am ${name}. ${known}, and I can ask for these: ${abilities}.` : `I am ${name}. ${known}.` };
}

function recallLast({ text, earlier }: Question): Reply | undefined {
  if (!/\bwhat did i (just )?(say|ask|write)\b/i.test(text)) return undefined;
  const before = earlier.at(-1);
  return { text: before === undefined ? 'You have not said anything before.' : `Before that you said: "${clip(before)}"` };
}

function countTurns({ text, earlier }: Question): Reply | undefined {
  if (!/\bhow many (messages|questions|times)\b/i.test(text)) return undefined;
  return { text: `This is your message number ${earlier.length + 1} in this conversation.` };
}

function useTool({ text, prompt: { tools } }: Question): Reply | undefined {
  const asked = new Set(words(text));
  const tool = tools.find((one) => keywordsOf(one).every((word) => asked.has(word)));
  if (!tool) return undefined;
  const promise = tool.level === 3 ? 'I need your confirmation first.' : 'One moment, please.';
  return { text: `I will do this for you: ${readable(tool)}. ${promise}`, call: { name: tool.name, params: fill(tool, text) } };
}

function recallSimilar({ text, earlier }: Question): Reply | undefined {
  const asked = new Set(words(text).filter((word) => word.length > 3));
  const shared = (other: string) => new Set(words(other).filter((word) => asked.has(word))).size;
  const [best] = [...earlier].sort((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) >= 2 ? { text: `You said earlier: "${clip(best)}" Is this about the same?` } : undefined;
}

function repeat({ text }: Question): Reply {
  return { text: `You said: "${clip(text)}" I can only answer from this conversation. Ask me what I can do.` };
}

/** Nobody wants to hear all of a long text again. */
function clip(text: string): string {
  return text.length <= quoted ? text : `${text.slice(0, quoted)}…`;
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** `get_account_status` is about an account's status, however it is asked for; to change something, the verb must be said too. */
function keywordsOf({ name, level }: Tool): string[] {
  const [verb = name, ...object] = name.split('_');
  return level === 3 || object.length === 0 ? [verb, ...object] : object;
}

function readable({ name, description }: Tool): string {
  return description || name.replaceAll('_', ' ');
}

/** Required texts are filled with what the user said; nothing else is known. */
function fill({ parameters }: Tool, text: string): Record<string, unknown> {
  const required = Array.isArray(parameters.required) ? parameters.required.filter((name) => typeof name === 'string') : [];
  return Object.fromEntries(required.map((name) => [name, text]));
}
