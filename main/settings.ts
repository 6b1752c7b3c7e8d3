/** Every environment variable that the services read, in one table: `npm start -- --help` and the README print it. */

export interface Setting {
  readonly name: string;
  readonly meaning: string;
  /** Shown in the table; the value when the variable is unset. */
  readonly fallback?: string;
  /** Production does not start without it. */
  readonly requiredInProduction?: boolean;
  /** Generated once per machine in development; never has a default in production. */
  readonly secret?: boolean;
}

export const settings = [
  { name: 'NODE_ENV', meaning: '`production` needs every secret from outside, samples the response check, and seeds nothing', fallback: 'development' },
  { name: 'HOST', meaning: 'address to listen on', fallback: '127.0.0.1' },
  { name: 'VIRTUAL_BANKER_PORT', meaning: 'port of virtual-banker', fallback: '8081' },
  { name: 'GENERAL_BOTS_PORT', meaning: 'port of general-bots', fallback: '8082' },
  { name: 'STELLA_PORT', meaning: 'port of stella', fallback: '8083' },
  { name: 'RUSTYGPT_PORT', meaning: 'port of rustygpt', fallback: '8084' },
  { name: 'METRICS_PORT', meaning: 'port of `/metrics` (Prometheus); `off` for none', fallback: '9464' },
  { name: 'DATABASE_URL', meaning: 'a Postgres of your own; unset in development: an embedded one', requiredInProduction: true },
  { name: 'DATA_DIRECTORY', meaning: 'folder of what belongs to this machine: the embedded database, development secrets, agent packages', fallback: '.data' },
  { name: 'DATABASE_CONNECTIONS', meaning: 'connections in the pool; several workers divide them', fallback: '10' },
  { name: 'REDIS_URL', meaning: 'Redis or Valkey that carries limits and socket fan-out between nodes and workers; unset: within the process' },
  { name: 'WORKERS', meaning: 'processes that serve the same ports (Linux); more than one needs REDIS_URL', fallback: '1' },
  { name: 'SOCKET_IO_POLLING', meaning: '`on` or `off`: whether Socket.IO clients may poll; several workers need `off`', fallback: 'on' },
  { name: 'JWT_SECRET_KEY', meaning: 'signs stella’s access tokens (HS256, 32 bytes or more)', requiredInProduction: true, secret: true },
  { name: 'JWT_ACCESS_TOKEN_EXPIRES', meaning: 'days until a stella access token expires', fallback: '7' },
  { name: 'SESSION_IDLE_SECONDS', meaning: 'how long a rustygpt session lasts without use', fallback: '28800' },
  { name: 'SESSION_ABSOLUTE_SECONDS', meaning: 'how long it lasts in any case', fallback: '604800' },
  { name: 'SESSIONS_PER_USER', meaning: 'rustygpt sessions of one user; one more ends the oldest; 0: any number', fallback: '5' },
  { name: 'SESSION_CHECK_CLIENT', meaning: '`on`: a rustygpt session is only taken from the address, program and device that began it', fallback: 'off' },
  { name: 'COOKIE_SECURE', meaning: '`on`: cookies of rustygpt travel over HTTPS only', fallback: 'off in development, on in production' },
  { name: 'COOKIE_SAME_SITE', meaning: '`Lax`, `Strict` or `None`, of rustygpt’s session cookie', fallback: 'Lax' },
  { name: 'COOKIE_DOMAIN', meaning: 'the domain that rustygpt’s cookies are for; unset: the host that sets them' },
  { name: 'LIMITS', meaning: '`off`: rustygpt counts no requests', fallback: 'on' },
  { name: 'LIMITS_ADMINISTRATION', meaning: '`off`: nobody may change rustygpt’s limits over HTTP', fallback: 'on' },
  { name: 'LOGINS_PER_MINUTE', meaning: 'attempts to log in to rustygpt from one network', fallback: '10' },
  { name: 'REQUESTS_PER_SECOND', meaning: 'requests to each rustygpt operation of one user, where no profile is assigned', fallback: '50' },
  { name: 'REQUESTS_AT_ONCE', meaning: 'how many of them may come at once', fallback: '100' },
  { name: 'GITHUB_CLIENT_ID', meaning: 'signs people in to rustygpt with GitHub; unset: the operations answer that it is not configured' },
  { name: 'GITHUB_CLIENT_SECRET', meaning: 'required with GITHUB_CLIENT_ID' },
  { name: 'GITHUB_REDIRECT_URI', meaning: 'where GitHub sends browsers back to: `https://<host>/api/oauth/github/callback`; required with GITHUB_CLIENT_ID' },
  { name: 'GITHUB_AUTH_URL', meaning: 'where browsers are sent', fallback: 'https://github.com/login/oauth/authorize' },
  { name: 'GITHUB_TOKEN_URL', meaning: 'where codes are exchanged', fallback: 'https://github.com/login/oauth/access_token' },
  { name: 'GITHUB_API_URL', meaning: 'where it is asked who signed in', fallback: 'https://api.github.com' },
  { name: 'APPLE_CLIENT_ID', meaning: 'signs people in to rustygpt with Apple; unset: the operations answer that it is not configured' },
  { name: 'APPLE_TEAM_ID', meaning: 'required with APPLE_CLIENT_ID, as the next three' },
  { name: 'APPLE_KEY_ID', meaning: 'the key that client secrets are signed with' },
  { name: 'APPLE_PRIVATE_KEY', meaning: 'it, as PEM; `\\n` may stand for line ends' },
  { name: 'APPLE_REDIRECT_URI', meaning: 'where Apple sends browsers back to: `https://<host>/api/oauth/apple/callback`' },
  { name: 'APPLE_ISSUER', meaning: 'who signs ID tokens, and where codes are exchanged', fallback: 'https://appleid.apple.com' },
  { name: 'APPLE_AUTH_URL', meaning: 'where browsers are sent', fallback: '/auth/authorize of the issuer' },
  { name: 'APPLE_SCOPE', meaning: 'what is asked for; Apple tells addresses to a POST only, which rustygpt does not have', fallback: 'openid' },
  { name: 'OAUTH_LANDING', meaning: 'where browsers go on to that have signed in', fallback: '/' },
  { name: 'OAUTH_BY_HAND', meaning: '`on`: codes can be exchanged by hand', fallback: 'on in development, off in production' },
  { name: 'WELL_KNOWN_FILE', meaning: 'a JSON list of `path`, `content_type` and `body` that rustygpt serves under `/.well-known/`' },
  { name: 'LLM_BASE_URL', meaning: 'an OpenAI-compatible endpoint, for example `https://host/v1`; unset: the built-in assistant' },
  { name: 'LLM_API_KEY', meaning: 'its key' },
  { name: 'LLM_MODEL', meaning: 'its model; required with LLM_BASE_URL' },
  { name: 'DIRECTORY_URL', meaning: 'the Zitadel that people sign in to general-bots with (its issuer address); unset in development: an embedded directory', requiredInProduction: true },
  { name: 'DIRECTORY_CLIENT_ID', meaning: 'the web application there; required with DIRECTORY_URL, like the rest of its kind' },
  { name: 'DIRECTORY_CLIENT_SECRET', meaning: 'its secret' },
  { name: 'DIRECTORY_SERVICE_ID', meaning: 'the service account there that may manage users and groups' },
  { name: 'DIRECTORY_SERVICE_SECRET', meaning: 'its secret' },
  { name: 'DIRECTORY_PROJECT_ID', meaning: 'the project whose roles count; `admin` makes administrators' },
  { name: 'DIRECTORY_ORGANIZATION_ID', meaning: 'the organisation whose groups these are' },
  { name: 'DIRECTORY_PORT', meaning: 'port of the embedded directory, on 127.0.0.1', fallback: '8092' },
  { name: 'GENERAL_BOTS_URL', meaning: 'where browsers reach general-bots; the directory sends them back there', fallback: 'HOST and port; required in production' },
  { name: 'REDIRECT_ORIGINS', meaning: 'origins beside its own that general-bots sends browsers to after signing in, separated by commas' },
  { name: 'LOGIN_KEY', meaning: 'seals the directory’s tokens of those who are signed in (32 characters or more)', requiredInProduction: true, secret: true },
  { name: 'PACKAGE_MANAGER_URL', meaning: 'where stella downloads agent packages; unset: the operation answers that it is not configured' },
  { name: 'ICE_SERVERS', meaning: 'STUN and TURN URLs that virtual-banker names to its callers, separated by commas' },
  { name: 'TURN_SECRET', meaning: 'the secret shared with the TURN server (coturn’s `use-auth-secret`); required with a `turn:` URL' },
  { name: 'QUOTA_ANONYMOUS', meaning: 'requests an hour that general-bots grants to an address nobody is signed in from', fallback: '60' },
  { name: 'QUOTA_USER', meaning: 'the same for somebody who is signed in', fallback: '1000' },
  { name: 'QUOTA_ADMINISTRATOR', meaning: 'the same for an administrator of the directory', fallback: '5000' },
  { name: 'CORS_ORIGINS', meaning: 'origins that browsers may call from, separated by commas, or `*`', fallback: '* in development, none in production' },
  { name: 'STRICT_TRANSPORT_SECURITY', meaning: 'what browsers are told of HTTPS, such as `max-age=63072000; includeSubDomains`; unset: nothing' },
  { name: 'TRUSTED_PROXIES', meaning: 'addresses or networks whose X-Forwarded-For is believed, separated by commas' },
  { name: 'RESPONSE_CHECK', meaning: '`off`, `sample`, `log` or `enforce`', fallback: 'log in development, sample in production' },
  { name: 'DRAIN_SECONDS', meaning: 'how long requests in flight may take at shutdown', fallback: '10' },
  { name: 'LOG_LEVEL', meaning: '`debug`, `info`, `warn`, `error` or `silent`', fallback: 'info' },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]['name'];

/** A sentence for whoever starts the program, without a stack. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/** The number that a text is, or an error that names where it came from. */
export function wholeNumber(name: string, text: string, { minimum, maximum }: { minimum: number; maximum: number }): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  throw new ConfigurationError(`${name} is "${text}"; it must be a whole number from ${minimum} to ${maximum}.`);
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the variables of the table; an empty text counts as unset. */
export class Variables {
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get production(): boolean {
    const mode = this.text('NODE_ENV') ?? 'development';
    if (!['production', 'development', 'test'].includes(mode))
      throw new ConfigurationError(`NODE_ENV is "${mode}"; it must be production, development or test.`);
    return mode === 'production';
  }

  text(name: SettingName): string | undefined {
    return this.#environment[name]?.trim() || undefined;
  }

  list(name: SettingName): string[] | undefined {
    return this.text(name)?.split(',').map((part) => part.trim()).filter(Boolean);
  }

  number(name: SettingName, { fallback, minimum, maximum }: { fallback: number; minimum: number; maximum: number }): number {
    const text = this.text(name);
    return text === undefined ? fallback : wholeNumber(name, text, { minimum, maximum });
  }

  choice<const Choice extends string>(name: SettingName, choices: readonly Choice[], fallback: Choice): Choice {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = choices.find((choice) => choice === text);
    if (found) return found;
    throw new ConfigurationError(`${name} is "${text}"; it must be one of ${choices.join(', ')}.`);
  }

  url(name: SettingName, protocols: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const protocol = URL.canParse(text) ? new URL(text).protocol.replace(':', '') : undefined;
    if (protocol && protocols.includes(protocol)) return text;
    throw new ConfigurationError(`${name} must be a URL that begins with ${protocols.map((each) => `${each}://`).join(' or ')}.`);
  }
}
