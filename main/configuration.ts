import { parseArgs } from 'node:util';
import { defaultQuotas, type Quotas } from '../domain/limit/quotas.ts';
import { dataDirectory } from './data-directory.ts';
import { readDirectory, readWeb, type DirectoryConfiguration, type WebConfiguration } from './directory-configuration.ts';
import { machineSecret } from './machine-secret.ts';
import type { RustygptServices } from '../handlers/rustygpt/context.ts';
import { readRustygpt } from './rustygpt.ts';
import { ConfigurationError, settings, Variables, wholeNumber, type Environment, type SettingName } from './settings.ts';

export const apis = ['virtual-banker', 'general-bots', 'stella', 'rustygpt'] as const;
export type ApiName = (typeof apis)[number];

export interface Configuration {
  readonly mode: 'development' | 'production';
  readonly host: string;
  /** The services to run, and where. */
  readonly ports: ReadonlyMap<ApiName, number>;
  readonly metricsPort: number | undefined;
  /** Undefined: the embedded server. */
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  /** Absolute. */
  readonly dataDirectory: string;
  readonly redisUrl: string | undefined;
  /** Processes that serve. */
  readonly workers: number;
  readonly socketIoPolling: boolean;
  readonly accessTokenSecret: string;
  readonly accessTokenDays: number;
  readonly languageModel: { readonly baseUrl: string; readonly apiKey: string | undefined; readonly model: string } | undefined;
  readonly directory: DirectoryConfiguration;
  readonly loginKey: string;
  readonly web: WebConfiguration;
  readonly packageManagerUrl: string | undefined;
  readonly ice: { readonly urls: readonly string[]; readonly turnSecret: string | undefined };
  readonly rustygpt: RustygptServices;
  /** Requests an hour that general-bots grants to one caller. */
  readonly quotas: Quotas;
  readonly corsOrigins: readonly string[];
  readonly strictTransportSecurity: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly responseCheck: 'off' | 'sample' | 'log' | 'enforce';
  readonly drainSeconds: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Which variable says where a service listens, and where it does without. */
export const defaultPorts: Readonly<Record<ApiName, { readonly setting: SettingName; readonly port: number }>> = {
  'virtual-banker': { setting: 'VIRTUAL_BANKER_PORT', port: 8081 },
  'general-bots': { setting: 'GENERAL_BOTS_PORT', port: 8082 },
  stella: { setting: 'STELLA_PORT', port: 8083 },
  rustygpt: { setting: 'RUSTYGPT_PORT', port: 8084 },
};

const portRange = { minimum: 0, maximum: 65535 };

/** Everything from arguments and environment, checked at once, before anything is started. */
export function readConfiguration(args: readonly string[], environment: Environment): Configuration {
  const variables = new Variables(environment);
  const directory = dataDirectory(environment);
  const mode = variables.production ? 'production' : 'development';
  const ports = readPorts(args, variables);
  const needed = ports.has('general-bots');
  return {
    mode,
    host: variables.text('HOST') ?? '127.0.0.1',
    ports,
    metricsPort: variables.text('METRICS_PORT') === 'off' ? undefined : port(variables, 'METRICS_PORT', 9464),
    databaseUrl: required(variables, 'DATABASE_URL', variables.url('DATABASE_URL', ['postgres', 'postgresql'])),
    databaseConnections: variables.number('DATABASE_CONNECTIONS', { fallback: 10, minimum: 1, maximum: 500 }),
    dataDirectory: directory,
    redisUrl: variables.url('REDIS_URL', ['redis', 'rediss']),
    workers: readWorkers(variables),
    socketIoPolling: variables.choice('SOCKET_IO_POLLING', ['on', 'off'], 'on') === 'on',
    accessTokenSecret: readSecret(variables, directory, 'JWT_SECRET_KEY'),
    accessTokenDays: variables.number('JWT_ACCESS_TOKEN_EXPIRES', { fallback: 7, minimum: 1, maximum: 365 }),
    languageModel: readLanguageModel(variables),
    directory: readDirectory(variables, { needed, dataDirectory: directory }),
    loginKey: needed ? readSecret(variables, directory, 'LOGIN_KEY') : '',
    web: readWeb(variables, { needed }),
    packageManagerUrl: variables.url('PACKAGE_MANAGER_URL', ['http', 'https']),
    ice: readIce(variables),
    rustygpt: readRustygpt(variables),
    quotas: readQuotas(variables),
    corsOrigins: variables.list('CORS_ORIGINS') ?? (mode === 'production' ? [] : ['*']),
    strictTransportSecurity: variables.text('STRICT_TRANSPORT_SECURITY'),
    trustedProxies: variables.list('TRUSTED_PROXIES') ?? [],
    responseCheck: variables.choice('RESPONSE_CHECK', ['off', 'sample', 'log', 'enforce'], mode === 'production' ? 'sample' : 'log'),
    drainSeconds: variables.number('DRAIN_SECONDS', { fallback: 10, minimum: 0, maximum: 600 }),
    logLevel: variables.choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  };
}

function readPorts(args: readonly string[], variables: Variables): ReadonlyMap<ApiName, number> {
  const { only, port: portText } = parseArgs({ args: [...args], options: { only: { type: 'string' }, port: { type: 'string' } } }).values;
  if (portText !== undefined && only === undefined) throw new ConfigurationError('--port needs --only <api>: it names the port of one service.');
  const chosen = only === undefined ? apis : apis.filter((api) => api === only);
  if (chosen.length === 0) throw new ConfigurationError(`--only ${only}: there is no such service; there are ${apis.join(', ')}.`);
  const own = portText === undefined ? undefined : wholeNumber('--port', portText, portRange);
  return new Map(chosen.map((api) => [api, own ?? port(variables, defaultPorts[api].setting, defaultPorts[api].port)]));
}

function readWorkers(variables: Variables): number {
  const workers = variables.number('WORKERS', { fallback: 1, minimum: 1, maximum: 256 });
  if (workers === 1 || variables.text('REDIS_URL') !== undefined) return workers;
  throw new ConfigurationError(
    `WORKERS is ${workers}, but REDIS_URL is not set: limits and what is sent between sockets would be each worker's own. Set REDIS_URL, or WORKERS to 1.`,
  );
}

function port(variables: Variables, name: SettingName, fallback: number): number {
  return variables.number(name, { fallback, ...portRange });
}

function required<Value>(variables: Variables, name: SettingName, value: Value | undefined): Value | undefined {
  if (value === undefined && variables.production) throw new ConfigurationError(`${name} is not set; production does not start without it.`);
  return value;
}

/** From the environment; in development, one of this machine's own. */
function readSecret(variables: Variables, directory: string, name: SettingName): string {
  const secret = required(variables, name, variables.text(name)) ?? machineSecret(directory, name);
  if (secret.length < 32) throw new ConfigurationError(`${name} is shorter than 32 characters; generate one with: openssl rand -hex 32`);
  return secret;
}

function readLanguageModel(variables: Variables): Configuration['languageModel'] {
  const baseUrl = variables.url('LLM_BASE_URL', ['http', 'https']);
  const model = variables.text('LLM_MODEL');
  if (baseUrl === undefined) return undefined;
  if (model === undefined) throw new ConfigurationError('LLM_MODEL is not set; LLM_BASE_URL needs the name of a model.');
  return { baseUrl, apiKey: variables.text('LLM_API_KEY'), model };
}

function readQuotas(variables: Variables): Quotas {
  const quota = (name: SettingName, fallback: number) => variables.number(name, { fallback, minimum: 1, maximum: 1_000_000_000 });
  return {
    anonymous: quota('QUOTA_ANONYMOUS', defaultQuotas.anonymous),
    user: quota('QUOTA_USER', defaultQuotas.user),
    administrator: quota('QUOTA_ADMINISTRATOR', defaultQuotas.administrator),
  };
}

function readIce(variables: Variables): Configuration['ice'] {
  const urls = variables.list('ICE_SERVERS') ?? [];
  const turnSecret = variables.text('TURN_SECRET');
  const odd = urls.find((url) => !/^(stuns?|turns?):/.test(url));
  if (odd !== undefined) throw new ConfigurationError(`ICE_SERVERS has "${odd}"; each must begin with stun:, stuns:, turn: or turns: (RFC 7064, RFC 7065).`);
  if (turnSecret === undefined && urls.some((url) => url.startsWith('turn')))
    throw new ConfigurationError('TURN_SECRET is not set; a turn: URL in ICE_SERVERS needs it.');
  return { urls, turnSecret };
}

/** What `--help` prints. */
export function configurationHelp(): string {
  const width = Math.max(...settings.map(({ name }) => name.length));
  const lines = settings.map(({ name, meaning }) => `  ${name.padEnd(width)}  ${meaning.replaceAll('`', '')}`);
  return `specwright start [--only <api> [--port <n>]]

Starts the services (${apis.join(', ')}) with what they need and serves until a signal comes.

  --only <api>  one service
  --port <n>    its port

Environment variables:
${lines.join('\n')}`;
}
