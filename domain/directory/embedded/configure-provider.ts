import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Account, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { DomainError } from '../../errors.ts';
import type { Database } from '../../database/database.ts';
import { embeddedClientId } from './embedded-directory.ts';
import { stateStore } from './state-store.ts';
import { readUser } from './users.ts';

const day = 24 * 60 * 60;

export interface ProviderSettings {
  readonly db: Database;
  readonly clientSecret: string;
}

/** One client, the code flow with PKCE, and no page that asks for consent: the client is ours. */
export function configureProvider({ db, clientSecret }: ProviderSettings, policy: NonNullable<Configuration['interactions']>['policy']): Configuration {
  return {
    adapter: stateStore(db),
    clients: [
      {
        client_id: embeddedClientId,
        client_secret: clientSecret,
        // RFC 8252 section 7.3: a loopback address counts with any port.
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/auth/callback', 'http://localhost/auth/callback', 'http://[::1]/auth/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [createHash('sha256').update(`cookies ${clientSecret}`).digest('hex')] },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: (_context, client, token) => client.clientId === token.clientId },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => client.clientId === token.clientId },
    },
    claims: { openid: ['sub'], profile: ['preferred_username', 'given_name', 'family_name'], email: ['email'] },
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: day, IdToken: 3600, Interaction: 600, RefreshToken: day, Session: day },
    interactions: { policy, url: (_context, { uid }) => `/sign-in/${uid}` },
    issueRefreshToken: () => true,
    findAccount: (_context, id) => findAccount(db, id),
    loadExistingGrant: grantEverything,
  };
}

/** Made anew at each start: nobody keeps an ID token for longer than it takes to sign in. */
function signingKey(): { kty: 'EC'; alg: string; use: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'EC', alg: 'ES256', use: 'sig' };
}

async function findAccount(db: Database, id: string): Promise<Account | undefined> {
  try {
    const { username, email, firstName, lastName } = await readUser(db, id);
    const claims = { sub: id, preferred_username: username, given_name: firstName, family_name: lastName, email };
    return { accountId: id, claims: () => claims };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'user_not_found') return undefined;
    throw error;
  }
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (known) return known;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}
