import type { FanOut, Notice } from './fan-out.ts';

/** Carries notices between the services that were started with it in one process; alone, it carries nothing. */
export function createProcessFanOut(): FanOut {
  const members = new Map<string, Set<(notice: Notice) => void>>();
  return {
    join(service, receive) {
      const others = members.get(service) ?? new Set();
      members.set(service, others.add(receive));
      return {
        send(notice) {
          for (const other of others) if (other !== receive) other(notice);
        },
        async leave() {
          others.delete(receive);
        },
      };
    },
  };
}
