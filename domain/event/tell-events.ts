import { type Database, type Queryable, transaction } from '../database/database.ts';
import { appendEvents } from './append-events.ts';
import type { NewEvent } from './event.ts';
import type { EventFeed } from './event-feed.ts';

/** Notes an event of a conversation; it is added to the log when the work is done. */
export type Tell = (conversationId: string, event: NewEvent) => void;

/** Runs `work` as a transaction that ends with the events it told of; when it is committed, those who follow hear of them. */
export async function tellEvents<T>(
  db: Database,
  feed: EventFeed,
  work: (tx: Queryable, tell: Tell) => Promise<T>,
): Promise<T> {
  const told = new Map<string, NewEvent[]>();
  const result = await transaction(db, async (tx) => {
    const answer = await work(tx, (conversationId, event) => {
      told.set(conversationId, [...(told.get(conversationId) ?? []), event]);
    });
    // In one order everywhere: two transactions that wait for each other's logs would never end.
    for (const [conversationId, events] of [...told].sort(([a], [b]) => (a < b ? -1 : 1))) {
      await appendEvents(tx, conversationId, events);
    }
    return answer;
  });
  for (const conversationId of told.keys()) feed.ring(conversationId);
  return result;
}
