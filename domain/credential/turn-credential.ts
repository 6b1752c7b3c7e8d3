import { createHmac } from 'node:crypto';

export interface TurnCredential {
  readonly username: string;
  readonly credential: string;
}

/**
 * A short-lived credential for a TURN server that shares `secret` (draft-uberti-behave-turn-rest-00 section 2.2): the name
 * carries the end of its life in unix seconds, the password is its HMAC-SHA1.
 */
export function createTurnCredential(secret: string, { name, expiresAt }: { name: string; expiresAt: Date }): TurnCredential {
  const username = `${Math.floor(expiresAt.getTime() / 1000)}:${name}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
