export type Role = 'user' | 'assistant' | 'system' | 'tool';

/** How a message came to its end: said out, stopped by someone, or broken off by a failure. */
export type Finish = 'stop' | 'cancelled' | 'failed';

/** One turn of a conversation. */
export interface Message {
  readonly id: string;
  readonly role: Role;
  readonly content: string;
  readonly finish: Finish;
  readonly createdAt: Date;
}
