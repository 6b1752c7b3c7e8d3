import type { Message } from '../message/message.ts';

/** A conversation in a workspace. */
export interface Chat {
  readonly id: string;
  readonly workspaceId: string;
  readonly ownerId: string;
  /** Whether an answer is being given. */
  readonly busy: boolean;
  /** Oldest first; of very long ones the last thousand turns. */
  readonly history: readonly Message[];
}
