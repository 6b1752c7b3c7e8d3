import type { Agent } from './agent.ts';

/** `active`: can be talked to. `inactive`: switched off. `maintenance`: for the moment not to be talked to. */
export type AgentStatus = 'active' | 'inactive' | 'maintenance';

/** Something that a user could say to an agent. */
export interface Suggestion {
  /** What a screen shows, and a click says. */
  readonly text: string;
  /** What it is about. */
  readonly context?: string;
  /** What a screen does instead of saying it. */
  readonly action?: string;
  /** Name of a picture. */
  readonly icon?: string;
}

/** An agent, with what its operator decided about it. */
export interface PermittedAgent extends Agent {
  readonly status: AgentStatus;
  readonly suggestions: readonly Suggestion[];
}
