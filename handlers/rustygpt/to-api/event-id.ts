import type { StoredEvent } from '../../../domain/event/event.ts';

const none = '00000000-0000-0000-0000-000000000000';

/** `root:message:chunk:time`; only the time says where a stream goes on. */
export function toEventId({ rootId = none, messageId = none, chunk = -1, at }: Pick<StoredEvent, 'rootId' | 'messageId' | 'chunk' | 'at'>): string {
  return `${rootId}:${messageId}:${chunk}:${at}`;
}

/** The time of an id, which the contract has checked. */
export function timeOf(eventId: string): number {
  return Number(eventId.slice(eventId.lastIndexOf(':') + 1));
}
