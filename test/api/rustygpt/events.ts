import type { EventStream } from 'specwright/client';
import type { StreamConversation200Event } from '../../../generated/rustygpt/types.ts';
import { at as clientAt } from './conversations.ts';
import { expectStatus, type Person } from './rustygpt.ts';

export type Events = EventStream<StreamConversation200Event>;
export type Event = Events extends AsyncGenerator<infer Item> ? Item : never;

export interface Listening {
  readonly lastEventId?: string;
  readonly since?: number;
  /** The process of the service to listen at; default: the person's own. */
  readonly at?: { readonly url: string };
  readonly signal?: AbortSignal;
  readonly attempts?: number;
}

/** Somebody's stream of a conversation. */
export async function listen(person: Person, conversationId: string, { lastEventId, since, at, signal, attempts }: Listening = {}): Promise<Events> {
  const client = at === undefined ? person.client : clientAt(at, person);
  const outcome = await client.streamConversation(
    {
      path: { conversation_id: conversationId },
      ...(lastEventId === undefined ? {} : { headers: { 'Last-Event-ID': lastEventId } }),
      ...(since === undefined ? {} : { query: { since } }),
    },
    { ...(signal === undefined ? {} : { signal }), resume: attempts === undefined ? false : { attempts, firstDelayMs: 20 } },
  );
  return expectStatus(outcome, 200).body;
}

/** The next events, up to the first that is the last wanted. The stream stays open. */
export async function takeUntil(events: Events, isLast: (event: Event) => boolean): Promise<Event[]> {
  const taken: Event[] = [];
  for (;;) {
    const { done, value } = await events.next();
    if (done === true) throw new Error(`the stream ended after ${taken.map(({ event }) => event).join(', ')}`);
    taken.push(value);
    if (isLast(value)) return taken;
  }
}

export const isNamed = (name: Event['event']) => ({ event }: Event) => event === name;

export const timeOf = ({ id }: { readonly id: string }) => Number(id.split(':').at(-1));
