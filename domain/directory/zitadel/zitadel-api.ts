import { BackOff, type BackOffSettings } from '../back-off.ts';
import type { DirectoryTokens } from '../directory.ts';
import { DomainError, type DomainErrorCode } from '../../errors.ts';
import type { OidcClient } from '../oidc/oidc-client.ts';
import { reach } from '../reach.ts';

/** What a service account has to ask for to call the API itself. */
const apiScopes = ['openid', 'urn:zitadel:iam:org:project:id:zitadel:aud'];

/** A token is renewed this long before it is over, so that it lasts for the request that it is sent with. */
const marginMs = 30_000;

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  /** `once` where it may do harm to do it twice, so that it is not tried again; see `BackOff`. */
  readonly tries: 'once' | 'repeat' | 'insist';
  /** What the statuses of this call mean in the domain's words; any other is `upstream_failed`. */
  readonly refusals?: { readonly [Status in number]?: readonly [DomainErrorCode, string] };
}

/** Zitadel's API over HTTP with JSON, as a service account of it. */
export class ZitadelApi {
  readonly #issuer: string;
  readonly #account: OidcClient;
  readonly #backOff: BackOff;
  #tokens: Promise<DirectoryTokens> | undefined;

  constructor(issuer: string, account: OidcClient, backOff?: BackOffSettings) {
    this.#issuer = issuer.replace(/\/$/, '');
    this.#account = account;
    this.#backOff = new BackOff(backOff);
  }

  async call<Answer>(path: string, call: Call): Promise<Answer> {
    const response = await this.#authorized(path, call);
    if (response.ok) return (await response.json()) as Answer;
    await response.body?.cancel();
    const [code, message] = call.refusals?.[response.status] ?? ['upstream_failed', 'The directory refused a request of this service.'];
    throw new DomainError(code, message, { facts: { status: response.status } });
  }

  /** A token may be void before its time. What was refused for that was not done, so it is sent once more with another one. */
  async #authorized(path: string, call: Call): Promise<Response> {
    const response = await this.#send(path, call);
    if (response.status !== 401) return response;
    await response.body?.cancel();
    this.#tokens = undefined;
    return this.#send(path, call);
  }

  async #send(path: string, { method = 'POST', body, tries }: Call): Promise<Response> {
    const { accessToken } = await this.#serviceTokens();
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', accept: 'application/json' };
    const request = () => reach(`${this.#issuer}${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    return this.#backOff[tries](request);
  }

  /** Those that are good for a while, or new ones; requests that come at once ask together. */
  async #serviceTokens(): Promise<DirectoryTokens> {
    const known = this.#tokens;
    const tokens = await known;
    if (tokens && tokens.expiresAt.getTime() - marginMs > Date.now()) return tokens;
    if (this.#tokens === known) this.#tokens = this.#account.serviceTokens(apiScopes);
    return this.#renewed(this.#tokens);
  }

  async #renewed(asked: Promise<DirectoryTokens> | undefined): Promise<DirectoryTokens> {
    try {
      return (await asked) ?? (await this.#serviceTokens());
    } catch (error) {
      if (this.#tokens === asked) this.#tokens = undefined;
      throw error;
    }
  }
}
