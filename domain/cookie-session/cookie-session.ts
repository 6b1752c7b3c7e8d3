import { createHash, randomBytes } from 'node:crypto';
import { createOpaqueToken, hashOpaqueToken } from '../credential/opaque-token.ts';

/** How long sessions of browsers last, and what is looked at. */
export interface CookieSessionRules {
  /** Without use. */
  readonly idleSeconds: number;
  /** In any case. */
  readonly absoluteSeconds: number;
  /** One more ends the oldest; 0: any number. */
  readonly perUser: number;
  /** Take a session only from the client that began it. */
  readonly checksClient: boolean;
}

export interface CookieSession {
  readonly id: string;
  readonly issuedAt: Date;
  /** Unless it is used before. */
  readonly expiresAt: Date;
  readonly absoluteExpiresAt: Date;
}

/** The cookies' values; only their hashes are kept. */
export interface CookieSecrets {
  /** 256 random bits, base64url. */
  readonly token: string;
  /** 128 random bits, base64url. */
  readonly csrfToken: string;
}

/** A session that has just got new cookies. */
export interface FreshSession {
  readonly session: CookieSession;
  readonly secrets: CookieSecrets;
}

/** What is known of the other end. */
export interface ClientFacts {
  readonly address: string;
  readonly userAgent?: string | undefined;
  /** The client's own name for the device. */
  readonly fingerprint?: string | undefined;
}

/** How long the cookies before a rotation are good: requests with them may be under way. */
export const graceSeconds = 30;

export function createCookieSecrets(): CookieSecrets & { readonly hash: Buffer; readonly csrfHash: Buffer } {
  const { token, hash } = createOpaqueToken();
  const csrfToken = randomBytes(16).toString('base64url');
  return { token, hash, csrfToken, csrfHash: hashOpaqueToken(csrfToken) };
}

/** All that is kept of a client: enough to see that it is another one. */
export function hashClient({ address, userAgent = '', fingerprint = '' }: ClientFacts): Buffer {
  return createHash('sha256').update(JSON.stringify([address, userAgent, fingerprint])).digest();
}

/** The columns of a session, by their names here. */
export const sessionColumns = 'id, issued_at as "issuedAt", expires_at as "expiresAt", absolute_expires_at as "absoluteExpiresAt"';
