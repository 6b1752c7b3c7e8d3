import { createHash, randomBytes } from 'node:crypto';

/** A secret for the caller, and what we keep of it. */
export interface OpaqueToken {
  /** 256 random bits, base64url: nothing to guess, so a fast hash protects it well enough. */
  readonly token: string;
  readonly hash: Buffer;
}

/** Makes a new token. */
export function createOpaqueToken(): OpaqueToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOpaqueToken(token) };
}

/** What a token is looked up by. Looking up a hash tells nothing about the token through the time it takes. */
export function hashOpaqueToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
