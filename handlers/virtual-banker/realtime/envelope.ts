import { randomUUID } from 'node:crypto';
import type { RealtimeSends } from '../../../generated/virtual-banker/messages.ts';

export type MessageType = keyof RealtimeSends;

interface EnvelopeInput<Type extends MessageType> {
  readonly sessionId: string;
  readonly type: Type;
  readonly payload: RealtimeSends[Type]['payload'];
  /** Id of the message that is answered. */
  readonly replyTo?: string;
}

/** A message that names its type, as a reply must. */
export type Envelope<Type extends MessageType> = RealtimeSends[Type] & { readonly type: Type };

/** A message of the service's own, ready to be sent. */
export function envelope<Type extends MessageType>({ sessionId, type, payload, replyTo }: EnvelopeInput<Type>): Envelope<Type> {
  const message = { v: 1, id: randomUUID(), type, session_id: sessionId, ts: new Date().toISOString(), payload };
  // All envelopes are made alike; the compiler cannot follow that from one type to the other.
  return (replyTo === undefined ? message : { ...message, reply_to: replyTo }) as unknown as Envelope<Type>;
}
