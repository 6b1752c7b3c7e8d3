import type { LiveSide } from '../../../domain/session/join-session.ts';

/** What connections subscribe to; a topic reaches them on whichever node they are. */
export const topics = {
  /** Both sides of a session. */
  session: (sessionId: string): string => `session:${sessionId}`,
  /** One side of it. */
  side: (sessionId: string, side: LiveSide): string => `session:${sessionId}:${side}`,
  /** One connection. */
  connection: (connectionId: string): string => `connection:${connectionId}`,
};
