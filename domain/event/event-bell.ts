/** Tells the other processes of this installation that something has happened in a conversation. */
export interface EventBell {
  ring(conversationId: string): void;
  /** Calls `heard` for each ring of another process, until the function that it returns is called. */
  listen(heard: (conversationId: string) => void): () => void;
}

/** For one process alone. */
export const silentBell: EventBell = { ring: () => undefined, listen: () => () => undefined };
