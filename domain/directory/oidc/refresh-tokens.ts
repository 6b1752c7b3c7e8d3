import { DomainError } from '../../errors.ts';
import type { DirectoryTokens } from '../directory.ts';
import type { OidcClient } from './oidc-client.ts';

/** `Directory.refresh` for every OpenID provider. */
export async function refreshTokens(oidc: OidcClient, { refreshToken, idToken }: DirectoryTokens): Promise<DirectoryTokens | undefined> {
  if (refreshToken === undefined) return undefined;
  try {
    const renewed = await oidc.refresh(refreshToken);
    return { ...renewed, idToken: renewed.idToken ?? idToken };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid_token') return undefined;
    throw error;
  }
}
