import type { Role } from '../message/message.ts';
import type { Tool } from '../tenant/tenant.ts';

/** One turn as a language model gets it. */
export interface PromptMessage {
  readonly role: Role;
  readonly content: string;
}

/** Everything that an answer is made from. */
export interface Prompt {
  /** Who the assistant is. */
  readonly name: string;
  /** What it is told about itself and its task. */
  readonly instructions: string;
  readonly messages: readonly PromptMessage[];
  /** What it may ask to have done. */
  readonly tools: readonly Tool[];
  /** How freely it chooses its words; for those who can be told. */
  readonly sampling?: { readonly temperature?: number; readonly topP?: number };
}

/** A piece of an answer, in the order in which it is made. */
export type Delta =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool-call'; readonly name: string; readonly params: Readonly<Record<string, unknown>> };

/** The port to whatever answers. */
export interface Assistant {
  /**
   * Streams one answer. Ends early and quietly when `signal` aborts. Throws `unconfigured`, `upstream_failed` or
   * `upstream_timeout`.
   */
  answer(prompt: Prompt, signal: AbortSignal): AsyncIterable<Delta>;
  /** Throws when whatever answers is not there. Absent where it always is. */
  ping?(): Promise<void>;
}
