import type { FanOut } from 'specwright/runtime';
import type { EventBell } from '../domain/event/event-bell.ts';

/** Rings the other processes through what carries messages between sockets. A ring that is lost is made up for by the feed's own looks. */
export function eventBell(fanOut: FanOut): EventBell {
  const listeners = new Set<(conversationId: string) => void>();
  const membership = fanOut.join('events', ({ topic }) => {
    for (const heard of listeners) heard(topic);
  });
  return {
    ring: (conversationId) => membership.send({ channel: 'events', topic: conversationId }),
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}
