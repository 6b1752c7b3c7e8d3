import { expectStatus, readJar, type Rustygpt } from '../rustygpt.ts';
import type { Account, OidcServer } from './oidc-server.ts';

/** Signs somebody in at a provider; what the browser brings back to the service. */
export async function comeBackWith({ client }: Rustygpt, server: OidcServer, site: 'github' | 'apple', account: Account) {
  const { body, headers } = expectStatus(await (site === 'github' ? client.startGithubLogin() : client.startAppleLogin()), 200);
  const back = await server.signIn(body.auth_url, account);
  const text = (name: string): string => back.searchParams.get(name) ?? '';
  return { query: { code: text('code'), state: text('state'), iss: text('iss') }, cookies: { OAUTH_STATE: readJar(headers)['OAUTH_STATE'] ?? '' } };
}
