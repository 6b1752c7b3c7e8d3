import { jwtVerify, SignJWT, errors } from 'jose';
import type { AccountActor } from '../actor.ts';
import { DomainError } from '../errors.ts';

/** How tokens for accounts are made (JWT, RFC 7519, signed with HS256). */
export interface AccountTokenSettings {
  /** At least 32 bytes (RFC 7518 section 3.2). */
  readonly secret: Uint8Array;
  readonly issuer: string;
  /** The service that a token is for; other services refuse it. */
  readonly audience: string;
  readonly lifetimeSeconds: number;
}

export interface AccountToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/** Signs a token for an account. */
export async function issueAccountToken(
  settings: AccountTokenSettings,
  account: { tenantId: string; userId: string },
): Promise<AccountToken> {
  if (settings.secret.length < 32) throw new Error('The secret for account tokens must have at least 32 bytes.');
  const now = Math.floor(Date.now() / 1000);
  const expires = now + settings.lifetimeSeconds;
  const accessToken = await new SignJWT({ tenant: account.tenantId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(account.userId)
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setIssuedAt(now)
    .setExpirationTime(expires)
    .sign(settings.secret);
  return { accessToken, expiresAt: new Date(expires * 1000) };
}

/**
 * Whose token it is. Throws `token_bad_signature`, `token_expired`, or `invalid_token` for anything else that is wrong with it.
 */
export async function verifyAccountToken(settings: AccountTokenSettings, token: string): Promise<AccountActor> {
  try {
    const { payload } = await jwtVerify<{ tenant?: unknown }>(token, settings.secret, {
      algorithms: ['HS256'],
      issuer: settings.issuer,
      audience: settings.audience,
      requiredClaims: ['sub', 'exp', 'tenant'],
    });
    const { tenant, sub } = payload;
    if (typeof tenant !== 'string' || sub === undefined) throw new DomainError('invalid_token', 'The token is not valid.');
    return { kind: 'account', tenantId: tenant, userId: sub };
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw new DomainError('token_expired', 'The token has expired.', { cause });
    if (cause instanceof errors.JWSSignatureVerificationFailed) {
      throw new DomainError('token_bad_signature', 'The token was not signed here.', { cause });
    }
    if (cause instanceof errors.JOSEError) throw new DomainError('invalid_token', 'The token is not valid.', { cause });
    throw cause;
  }
}
