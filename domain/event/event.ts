/** What happened in a conversation, before it has its place in the log. `Kind` names it, `Payload` is plain JSON. */
export interface NewEvent<Kind extends string = string, Payload = unknown> {
  readonly kind: Kind;
  readonly payload: Payload;
  /** What it is about, where it is about one thing. */
  readonly rootId?: string;
  readonly messageId?: string;
  readonly chunk?: number;
  /** The one user who hears of it; left out: everybody. */
  readonly audienceId?: string;
}

/** An event in the log of its conversation. */
export type StoredEvent<Event extends NewEvent = NewEvent> = Event & {
  /** Milliseconds since 1970. Each event of a conversation has a later time than the one before. */
  readonly at: number;
};
