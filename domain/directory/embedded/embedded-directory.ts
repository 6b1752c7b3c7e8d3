import type { Database } from '../../database/database.ts';
import type { BackOffSettings } from '../back-off.ts';
import type { Directory } from '../directory.ts';
import { OidcClient } from '../oidc/oidc-client.ts';
import { refreshTokens } from '../oidc/refresh-tokens.ts';
import { endProviderSession } from './end-session.ts';
import { createGroup, listGroups, listMembers } from './groups.ts';
import { findStanding, readUser, updateUser } from './users.ts';

/** The one client of the embedded provider. */
export const embeddedClientId = 'specwright';

export interface EmbeddedDirectorySettings {
  readonly db: Database;
  /** Of the provider that `startEmbeddedProvider` started, in this process or another. */
  readonly issuer: string;
  readonly clientSecret: string;
  readonly backOff?: BackOffSettings;
}

/** A directory without another program, for development and tests: sign-in at the embedded provider, people and groups in Postgres. */
export function createEmbeddedDirectory({ db, issuer, clientSecret, backOff }: EmbeddedDirectorySettings): Directory {
  const oidc = new OidcClient({ issuer, clientId: embeddedClientId, clientSecret, scopes: ['profile', 'email'], backOff });
  return {
    issuer,
    authorizationUrl: (request) => oidc.authorizationUrl(request),
    finishSignIn: (request, query) => oidc.exchange(request, query),
    introspect: async ({ accessToken }) => {
      const subject = (await oidc.introspect(accessToken))?.sub;
      const standing = subject === undefined ? undefined : await findStanding(db, subject);
      return subject === undefined || standing === undefined ? undefined : { subject, ...standing };
    },
    refresh: (tokens) => refreshTokens(oidc, tokens),
    endSession: async (tokens) => {
      await endProviderSession(db, tokens);
      return undefined;
    },
    readUser: (userId) => readUser(db, userId),
    updateUser: (userId, changes) => updateUser(db, userId, changes),
    createGroup: (group) => createGroup(db, group),
    listGroups: (page) => listGroups(db, page),
    listMembers: (groupId) => listMembers(db, groupId),
    ping: () => oidc.ping(),
  };
}
