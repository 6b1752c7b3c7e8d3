import type { Directory, DirectoryTokens } from '../directory/directory.ts';
import type { MemberActor } from '../actor.ts';
import { seal, unseal } from '../credential/seal.ts';

/** What the functions of this noun need of the services. */
export interface LoginServices {
  readonly directory: Directory;
  /** The directory's tokens are sealed with it while they are kept; 32 characters or more. */
  readonly loginKey: string;
}

/** How long somebody may take at the directory's sign-in page. */
export const attemptSeconds = 600;

/** How long a login lasts, whatever happens. */
export const loginSeconds = 24 * 60 * 60;

/** On how many devices somebody may be signed in at once. */
export const maxLogins = 5;

/** For how long what the directory said of somebody is taken as still so. */
export const freshSeconds = 60;

/** How long one request may ask the directory about a login before another one does. */
export const claimSeconds = 30;

export interface Login {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly subject: string;
  readonly sealedTokens: Buffer;
  readonly roles: readonly string[];
  readonly groupIds: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export function toMember({ id, tenantId, userId, subject, roles, groupIds, createdAt, expiresAt }: Login): MemberActor {
  return { kind: 'member', tenantId, userId, subject, loginId: id, loginCreatedAt: createdAt, expiresAt, roles, groupIds };
}

/** Sealed for one login: in the row of another they open nothing. */
export function sealTokens({ loginKey }: LoginServices, loginId: string, tokens: DirectoryTokens): Buffer {
  return seal(loginKey, `tokens of login ${loginId}`, JSON.stringify(tokens));
}

export function unsealTokens({ loginKey }: LoginServices, loginId: string, sealed: Buffer): DirectoryTokens {
  const tokens = JSON.parse(unseal(loginKey, `tokens of login ${loginId}`, sealed)) as Omit<DirectoryTokens, 'expiresAt'> & { expiresAt: string };
  return { ...tokens, expiresAt: new Date(tokens.expiresAt) };
}
