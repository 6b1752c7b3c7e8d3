import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { loadProvider } from '../../../../domain/directory/embedded/load-provider.ts';
import type { AppleSettings } from '../../../../domain/oauth/apple.ts';
import type { GithubSettings } from '../../../../domain/oauth/github.ts';

/** Somebody who can sign in at the provider. */
export interface Account {
  readonly sub: string;
  readonly email?: string;
  readonly isVerified?: boolean;
  readonly login?: string;
  readonly name?: string;
}

/** A real OpenID provider that both sites are played with: GitHub by its OAuth half and an API, Apple by its OpenID half. */
export interface OidcServer {
  readonly github: GithubSettings;
  readonly apple: AppleSettings;
  /** Client secrets that it saw, newest last. */
  readonly clientSecrets: readonly string[];
  /** Plays a browser that signs in as somebody, or declines; where it comes back to. */
  signIn(authUrl: string, account: Account | 'declines'): Promise<URL>;
  close(): Promise<void>;
}

const scopes = 'openid email read:user user:email';
const teamId = 'TEAM123456';
const keyId = 'KEY1234567';
const secret = 'a secret of the provider and this test';
const redirectUri = (site: string): string => `http://127.0.0.1/api/oauth/${site}/callback`;

export async function startOidcServer(): Promise<OidcServer> {
  const accounts = new Map<string, Account>();
  const clientSecrets: string[] = [];
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const privateKey = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  const next: { account: Account | 'declines' } = { account: 'declines' };
  const server = createServer((request, response) => void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await createProvider(url, accounts);
  const callback = provider.callback();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path.startsWith('/sign-in/')) return finish(request, response);
    if (path.startsWith('/api/')) return answerApi(request, response, path);
    if (path === '/token') await takeSignedSecret(request);
    await callback(request, response);
  }

  /** There is no page: whoever the test said signs in. */
  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (next.account === 'declines') return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'No.' });
    accounts.set(next.account.sub, next.account);
    return provider.interactionFinished(request, response, { login: { accountId: next.account.sub, remember: false } });
  }

  /** What GitHub's API says of whoever a token is for. */
  async function answerApi({ headers }: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const token = await provider.AccessToken.find(headers.authorization?.replace(/^Bearer /, '') ?? '');
    const account = accounts.get(token?.accountId ?? '');
    if (!account) return void response.writeHead(401).end();
    const { sub, login, name = null, email, isVerified = false } = account;
    const emails = email === undefined ? [] : [{ email: `other-${email}`, primary: false, verified: true }, { email, primary: true, verified: isVerified }];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(path === '/api/user' ? { id: Number(sub), login, name } : emails));
  }

  /** Apple's rule: the secret is a token that the client has signed. The provider behind it gets its own. */
  async function takeSignedSecret(request: IncomingMessage & { body?: unknown }): Promise<void> {
    const form = Object.fromEntries(new URLSearchParams(await readText(request)));
    const { client_id: clientId = '', client_secret: sent = '' } = form;
    clientSecrets.push(sent);
    const isGood = clientId !== 'apple' || (await isSignedByApple(sent));
    request.body = { ...form, ...(clientId === 'apple' && { client_secret: isGood ? secret : 'wrong' }) };
  }

  async function isSignedByApple(token: string): Promise<boolean> {
    const rules = { issuer: teamId, subject: 'apple', audience: url, algorithms: ['ES256'], maxTokenAge: '180 days', requiredClaims: ['exp', 'iat'] };
    return jwtVerify(token, keys.publicKey, rules).then(({ protectedHeader }) => protectedHeader.kid === keyId, () => false);
  }

  return {
    github: { clientId: 'github', clientSecret: secret, redirectUri: redirectUri('github'), authUrl: `${url}/auth`, tokenUrl: `${url}/token`, apiUrl: `${url}/api` },
    apple: { clientId: 'apple', teamId, keyId, privateKey, redirectUri: redirectUri('apple'), issuer: url, authUrl: `${url}/auth`, tokenUrl: `${url}/token`, keysUrl: `${url}/jwks`, scope: 'openid email' },
    clientSecrets,
    signIn: (authUrl, account) => {
      next.account = account;
      return browse(authUrl, url);
    },
    close: () => stop(server),
  };
}

async function createProvider(issuer: string, accounts: ReadonlyMap<string, Account>): Promise<Provider> {
  const { Provider, interactionPolicy } = await loadProvider();
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const client = (id: string) => ({
    client_id: id,
    client_secret: secret,
    application_type: 'native' as const,
    redirect_uris: [redirectUri(id)],
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'client_secret_post' as const,
    id_token_signed_response_alg: 'RS256' as const,
    scope: scopes,
  });
  const configuration: Configuration = {
    clients: [client('github'), client('apple')],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [secret] },
    scopes: scopes.split(' '),
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: (_context, { clientId }) => clientId === 'github' },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { policy, url: (_context, { uid }) => `/sign-in/${uid}` },
    findAccount: (_context, id) => {
      const { email, isVerified } = accounts.get(id) ?? {};
      return { accountId: id, claims: () => ({ sub: id, ...(email !== undefined && { email, email_verified: isVerified }) }) };
    },
    loadExistingGrant: grantEverything,
  };
  return new Provider(issuer, configuration);
}

async function grantEverything({ oidc: { client, session, provider } }: KoaContextWithOIDC) {
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes);
  await grant.save();
  return grant;
}

/** A browser of its own, which follows wherever it is sent until that is another site. */
async function browse(from: string, site: string): Promise<URL> {
  const jar = new Map<string, string>();
  let at = new URL(from);
  while (at.origin === site) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${answer.status} ${await answer.text()}`);
    at = new URL(location, at);
  }
  return at;
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return text;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
