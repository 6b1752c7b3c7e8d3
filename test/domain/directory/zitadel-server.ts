import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { loadProvider } from '../../../domain/directory/embedded/load-provider.ts';
import type { ZitadelSettings } from '../../../domain/directory/zitadel/zitadel-directory.ts';
import { answerApi, type ZitadelUser, type ZitadelState } from './zitadel-api.ts';

const apiAudience = 'urn:zitadel:iam:org:project:id:zitadel:aud';
const projectId = '272000000000000001';
const organizationId = '271000000000000001';

/** How to fail: with a status, or by cutting the connection. */
export type Failure = number | 'cut';

export interface ZitadelServer {
  readonly settings: ZitadelSettings;
  /** Method and path of every request that came. */
  readonly requests: string[];
  addUser(user: Omit<ZitadelUser, 'id' | 'createdAt'>): string;
  removeUser(id: string): void;
  grant(username: string, roles: readonly string[]): void;
  /** The next requests fail whose path begins like this; without a number, all until `recover`. */
  fail(path: string, how: Failure, times?: number): void;
  recover(): void;
  close(): Promise<void>;
}

/**
 * A server that speaks as much of Zitadel's API over HTTP as this project uses, after its public documentation: OpenID Connect at Zitadel's paths,
 * the user service v2 and the group service v2.
 */
export async function startZitadel(): Promise<ZitadelServer> {
  const state: ZitadelState = { organizationId, users: new Map(), groups: new Map() };
  const requests: string[] = [];
  const failures: { path: string; how: Failure; left: number }[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;

  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method} ${path.split('?')[0]}`);
    const failure = failures.find((each) => each.left > 0 && path.startsWith(each.path));
    if (!failure) return answer(request, response);
    failure.left -= 1;
    if (failure.how === 'cut') return request.socket.destroy();
    return response.writeHead(failure.how, { 'content-type': 'application/json' }).end('{"code":"unavailable","message":"told to fail"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = settingsOf(issuer);
  answer = await createAnswer(settings, state);

  return {
    settings,
    requests,
    addUser: (user) => {
      const id = `28${Math.random().toString().slice(2, 18).padEnd(16, '0')}`;
      state.users.set(id, { ...user, id, createdAt: new Date() });
      return id;
    },
    removeUser: (id) => void state.users.delete(id),
    grant: (username, roles) => {
      for (const user of state.users.values()) if (user.username === username) user.roles = roles;
    },
    fail: (path, how, times = Infinity) => void failures.push({ path, how, left: times }),
    recover: () => void (failures.length = 0),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function settingsOf(issuer: string): ZitadelSettings {
  const secret = () => randomBytes(24).toString('base64url');
  return {
    issuer,
    application: { id: '273000000000000001', secret: secret() },
    serviceAccount: { id: 'specwright-service', secret: secret() },
    projectId,
    organizationId,
    backOff: { retryDelaysMs: [5, 10], pauseMs: [100, 200] },
  };
}

async function createAnswer(settings: ZitadelSettings, state: ZitadelState) {
  const provider = await createProvider(settings, state);
  const callback = provider.callback();
  return (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    if (path.startsWith('/ui/login/')) return answerLogin(provider, state, request, response);
    const isApi = path.startsWith('/v2/') || path.startsWith('/zitadel.');
    return isApi ? guardApi(provider, state, request, response) : callback(request, response);
  };
}

async function createProvider({ issuer, application, serviceAccount }: ZitadelSettings, { users }: ZitadelState): Promise<Provider> {
  const { Provider, interactionPolicy } = await loadProvider();
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  const key = { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kty: 'EC' as const, alg: 'ES256', use: 'sig' };
  const common = { id_token_signed_response_alg: 'ES256' as const };
  const provider = new Provider(issuer, {
    clients: [
      { ...common, client_id: application.id, client_secret: application.secret, application_type: 'native', redirect_uris: ['http://127.0.0.1/auth/callback'], grant_types: ['authorization_code', 'refresh_token'] },
      { ...common, client_id: serviceAccount.id, client_secret: serviceAccount.secret, redirect_uris: [], response_types: [], grant_types: ['client_credentials'] },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: (_context, client, token) => client.clientId === token.clientId },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => client.clientId === token.clientId },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => void (context.body = form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>')),
        postLogoutSuccessSource: (context) => void (context.body = 'signed out'),
      },
    },
    routes: {
      authorization: '/oauth/v2/authorize',
      token: '/oauth/v2/token',
      introspection: '/oauth/v2/introspect',
      revocation: '/oauth/v2/revoke',
      jwks: '/oauth/v2/keys',
      userinfo: '/oidc/v1/userinfo',
      end_session: '/oidc/v1/end_session',
    },
    scopes: ['openid', 'offline_access', apiAudience, 'urn:zitadel:iam:org:projects:roles', `urn:zitadel:iam:org:project:id:${projectId}:aud`],
    claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email'] },
    interactions: { policy, url: (_context, { uid }) => `/ui/login/${uid}` },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    ttl: { AccessToken: 60, AuthorizationCode: 60, ClientCredentials: 60, Grant: 3600, IdToken: 60, Interaction: 600, RefreshToken: 3600, Session: 3600 },
    findAccount: (_context, id) => (users.has(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
    loadExistingGrant: grantEverything,
  });
  provider.use(async (context: KoaContextWithOIDC, next) => {
    await next();
    if (context.path === '/oauth/v2/introspect') addRoles(context.body, users);
  });
  return provider;
}

/** Roles of the project, by this organisation; some of another project and of another organisation that count for nothing here. */
function addRoles(body: unknown, users: ZitadelState['users']): void {
  const claims = body as { active: boolean; sub?: string; [claim: string]: unknown };
  const user = users.get(claims.sub ?? '');
  if (!claims.active || !user) return;
  const granted = user.roles.map((role) => [role, { [organizationId]: 'example.localhost' }]);
  claims[`urn:zitadel:iam:org:project:${projectId}:roles`] = { ...Object.fromEntries(granted), stranger: { '999': 'other.localhost' } };
  claims['urn:zitadel:iam:org:project:999:roles'] = { admin: { [organizationId]: 'example.localhost' } };
}

async function grantEverything({ oidc: { client, session, provider, params } }: KoaContextWithOIDC) {
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(String(params?.scope));
  await grant.save();
  return grant;
}

const loginForm = '<form method="post"><input name="username"><input name="password" type="password"><button>Sign in</button></form>';

async function answerLogin(provider: Provider, { users }: ZitadelState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await text(request));
  const user = [...users.values()].find(({ username, password }) => username === form.get('username') && password === form.get('password'));
  if (!user) return void response.writeHead(200, { 'content-type': 'text/html' }).end(loginForm);
  await provider.interactionFinished(request, response, { login: { accountId: user.id, remember: false } }, { mergeWithLastSubmission: false });
}

/** Only a service account that asked for the API's audience gets in. */
async function guardApi(provider: Provider, state: ZitadelState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = await provider.ClientCredentials.find(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
  const isAllowed = token?.scope?.split(' ').includes(apiAudience);
  const body = await text(request);
  const { status, answer } = isAllowed ? answerApi(state, `${request.method} ${request.url}`, body) : { status: 401, answer: { code: 'unauthenticated' } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}
