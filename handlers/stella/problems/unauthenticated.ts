import type { Reply } from 'specwright/runtime';
import { refuse } from './refuse.ts';

/** By the reason that sign-in gave, or the runtime for what is no bearer token. */
const replies: Readonly<Record<string, Reply>> = {
  missing: refuse(401, 'Missing Authorization Header'),
  token_expired: refuse(401, 'Token has expired'),
  token_bad_signature: refuse(422, 'Signature verification failed'),
};

/** The original distinguishes a caller without a valid token (401) from one whose token is none (422). */
export function unauthenticated(reason: string): Reply {
  return replies[reason] ?? refuse(422, 'Invalid token');
}
