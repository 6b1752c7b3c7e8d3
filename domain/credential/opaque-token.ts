import { createHash, randomBytes } from 'node:crypto';

/** A secret for the caller, and what we keep of it. */
export interface OpaqueToken {
  /** Random bits, base64url: nothing to guess, so a fast hash protects it well enough. */
  readonly token: string;
  readonly hash: Buffer;
}

/** Makes a new token of so many random bytes. */
export function createOpaqueToken(bytes = 32): OpaqueToken {
  const token = randomBytes(bytes).toString('base64url');
  return { token, hash: hashOpaqueToken(token) };
}

/** Whether a text looks like a token that `createOpaqueToken` made. */
export function isOpaqueToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** What a token is looked up by. Looking up a hash tells nothing about the token through the time it takes. */
export function hashOpaqueToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
