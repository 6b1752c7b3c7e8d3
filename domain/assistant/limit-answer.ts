import type { Assistant, Delta, Prompt } from './assistant.ts';
import { countTokens } from './count-tokens.ts';

export interface AnswerLimits {
  /** Texts at which the answer ends, without them. */
  readonly stops?: readonly string[];
  /** See `countTokens`. */
  readonly maxTokens?: number;
}

/** An assistant whose answers end where the limits say; `wasCut` tells whether the last one was cut for its length. */
export interface LimitedAssistant extends Assistant {
  readonly wasCut: () => boolean;
}

export function limitAnswer(assistant: Assistant, limits: AnswerLimits): LimitedAssistant {
  let isCut = false;
  const answer = async function* (prompt: Prompt, signal: AbortSignal): AsyncGenerator<Delta> {
    const rest = new Rest(limits);
    for await (const delta of assistant.answer(prompt, signal)) {
      const text = delta.kind === 'text' ? rest.take(delta.text) : '';
      if (delta.kind === 'tool-call') yield delta;
      if (text !== '') yield { kind: 'text', text };
      isCut = rest.end === 'length';
      if (rest.end !== undefined) return;
    }
    const last = rest.flush();
    if (last !== '') yield { kind: 'text', text: last };
  };
  return { answer, wasCut: () => isCut };
}

/** Holds back what may be the beginning of a text at which to stop. */
class Rest {
  readonly #stops: readonly string[];
  readonly #maxTokens: number;
  readonly #longest: number;
  #held = '';
  #count = 0;
  #isInWord = false;
  end: 'stop' | 'length' | undefined;

  constructor({ stops = [], maxTokens = Infinity }: AnswerLimits) {
    this.#stops = stops.filter((stop) => stop !== '');
    this.#maxTokens = maxTokens;
    this.#longest = Math.max(1, ...this.#stops.map((stop) => stop.length));
  }

  /** What of a piece, and of what was held back, may be said now. */
  take(piece: string): string {
    this.#held += piece;
    const found = this.#stops.map((stop) => this.#held.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) this.end = 'stop';
    const sure = found.length > 0 ? Math.min(...found) : Math.max(0, this.#held.length - this.#longest + 1);
    return this.#say(sure);
  }

  flush(): string {
    return this.#say(this.#held.length);
  }

  #say(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    const added = countMore(text, this.#isInWord);
    if (this.#count + added > this.#maxTokens) {
      this.end = 'length';
      return this.#cut(text);
    }
    this.#count += added;
    if (text !== '') this.#isInWord = /\S/.test(text.slice(-1));
    return text;
  }

  /** As many words as there is room for. */
  #cut(text: string): string {
    let kept = '';
    let count = this.#count;
    for (const word of text.match(/\s*\S+/g) ?? []) {
      count += countMore(word, kept === '' && this.#isInWord);
      if (count > this.#maxTokens) break;
      kept += word;
    }
    return kept;
  }
}

/** Tokens that a text adds to what was said before: a word may come in several pieces. */
function countMore(text: string, isInWord: boolean): number {
  return countTokens(text) - (isInWord && /^\S/.test(text) ? 1 : 0);
}
