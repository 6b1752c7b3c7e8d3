import { setTimeout as wait } from 'node:timers/promises';
import type { Assistant, Delta, Prompt } from './assistant.ts';
import { composeReply } from './compose-reply.ts';

/**
 * An assistant without a language model, for development, tests and demonstrations: the same conversation always gets the
 * same answer, a word at a time.
 */
export function createBuiltInAssistant({ wordDelayMs = 0 }: { wordDelayMs?: number } = {}): Assistant {
  return { answer: (prompt, signal) => speak(prompt, signal, wordDelayMs) };
}

async function* speak(prompt: Prompt, signal: AbortSignal, wordDelayMs: number): AsyncGenerator<Delta> {
  const { text, call } = composeReply(prompt);
  for (const word of text.match(/\s*\S+/g) ?? []) {
    await wait(wordDelayMs);
    if (signal.aborted) return;
    yield { kind: 'text', text: word };
  }
  if (call) yield { kind: 'tool-call', ...call };
}
