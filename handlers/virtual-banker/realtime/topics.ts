export type Side = 'customer' | 'agent';

/** What connections subscribe to; a topic reaches them on whichever node they are. */
export const topics = {
  /** Both sides of a session. */
  session: (sessionId: string): string => `session:${sessionId}`,
  /** One side of it. */
  side: (sessionId: string, side: Side): string => `session:${sessionId}:${side}`,
  /** One connection. */
  connection: (connectionId: string): string => `connection:${connectionId}`,
};
