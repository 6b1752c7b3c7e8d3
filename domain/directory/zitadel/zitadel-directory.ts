import type { BackOffSettings } from '../back-off.ts';
import type { Directory, DirectoryTokens } from '../directory.ts';
import { OidcClient } from '../oidc/oidc-client.ts';
import { refreshTokens } from '../oidc/refresh-tokens.ts';
import { readRoles } from './role-claims.ts';
import { ZitadelApi } from './zitadel-api.ts';
import { createGroup, groupIdsOf, listGroups, listMembers } from './zitadel-groups.ts';
import { readUser, updateUser } from './zitadel-people.ts';

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

export interface ZitadelSettings {
  /** The instance's address, which is its issuer identifier. */
  readonly issuer: string;
  /** The web application that people sign in to; its project's roles count here. */
  readonly application: Credentials;
  /** A service account that may manage users and groups of the organisation. */
  readonly serviceAccount: Credentials;
  readonly projectId: string;
  readonly organizationId: string;
  readonly backOff?: BackOffSettings;
}

/** Zitadel: sign-in by OpenID Connect, people and groups through its API. */
export function createZitadelDirectory({ issuer, application, serviceAccount, projectId, organizationId, backOff }: ZitadelSettings): Directory {
  const scopes = ['profile', 'email', 'offline_access', 'urn:zitadel:iam:org:projects:roles', `urn:zitadel:iam:org:project:id:${projectId}:aud`];
  const oidc = new OidcClient({ issuer, clientId: application.id, clientSecret: application.secret, scopes, backOff });
  const account = new OidcClient({ issuer, clientId: serviceAccount.id, clientSecret: serviceAccount.secret, scopes: [], backOff });
  const api = new ZitadelApi(issuer, account, backOff);
  const owned = { api, organizationId };
  return {
    issuer,
    authorizationUrl: (request) => oidc.authorizationUrl(request),
    finishSignIn: (request, query) => oidc.exchange(request, query),
    introspect: async ({ accessToken }) => {
      const claims = await oidc.introspect(accessToken);
      if (claims?.sub === undefined) return undefined;
      return { subject: claims.sub, roles: readRoles(claims, projectId, organizationId), groupIds: await groupIdsOf(api, claims.sub) };
    },
    refresh: (tokens) => refreshTokens(oidc, tokens),
    endSession: (tokens) => endSession(oidc, tokens),
    readUser: (userId) => readUser(api, userId),
    updateUser: (userId, changes) => updateUser(api, userId, changes),
    createGroup: (group) => createGroup(owned, group),
    listGroups: (page) => listGroups(owned, page),
    listMembers: (groupId) => listMembers(owned, groupId),
    ping: () => oidc.ping(),
  };
}

/** The tokens are voided here; the session itself hangs on a cookie of the browser, which has to be sent to end it. */
async function endSession(oidc: OidcClient, { accessToken, refreshToken, idToken }: DirectoryTokens): Promise<URL | undefined> {
  await oidc.revoke(refreshToken ?? accessToken);
  return idToken === undefined ? undefined : oidc.endSessionUrl(idToken);
}
