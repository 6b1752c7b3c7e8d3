import { timingSafeEqual } from 'node:crypto';
import type { SessionActor } from '../actor.ts';
import { hashOpaqueToken } from '../credential/opaque-token.ts';

/** Whether a token belongs to the actor's session: the one of its cookies, or of those before a rotation a moment ago. */
export function isCsrfToken({ session: { csrfHashes } }: SessionActor, token: string): boolean {
  const hash = hashOpaqueToken(token);
  return csrfHashes.some((each) => timingSafeEqual(each, hash));
}
