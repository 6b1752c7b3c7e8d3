import type { ZitadelSettings } from '../domain/directory/zitadel/zitadel-directory.ts';
import { machineSecret } from './machine-secret.ts';
import { ConfigurationError, type SettingName, type Variables } from './settings.ts';

/** Where people sign in: a directory of their organisation's, or the one for development on this machine. */
export type DirectoryConfiguration =
  | ({ readonly kind: 'zitadel' } & ZitadelSettings)
  | { readonly kind: 'embedded'; readonly port: number; readonly clientSecret: string };

/** As long as this one is unset, the others of its kind are, too. */
const address = 'DIRECTORY_URL';

/** `needed` where a service runs that people sign in to: production does not start it without a directory. */
export function readDirectory(variables: Variables, { needed, dataDirectory }: { needed: boolean; dataDirectory: string }): DirectoryConfiguration {
  const issuer = variables.url(address, ['http', 'https']);
  if (issuer !== undefined) return readZitadel(variables, issuer);
  if (needed && variables.production)
    throw new ConfigurationError(`${address} is not set; production does not start general-bots without a directory, and the embedded one is for development.`);
  const port = variables.number('DIRECTORY_PORT', { fallback: 8092, minimum: 0, maximum: 65535 });
  return { kind: 'embedded', port, clientSecret: variables.production ? '' : machineSecret(dataDirectory, 'directory-client') };
}

function readZitadel(variables: Variables, issuer: string): DirectoryConfiguration {
  const text = (name: SettingName) => {
    const value = variables.text(name);
    if (value === undefined) throw new ConfigurationError(`${name} is not set; ${address} needs it.`);
    return value;
  };
  requireTls(variables, address, issuer);
  return {
    kind: 'zitadel',
    issuer,
    application: { id: text('DIRECTORY_CLIENT_ID'), secret: text('DIRECTORY_CLIENT_SECRET') },
    serviceAccount: { id: text('DIRECTORY_SERVICE_ID'), secret: text('DIRECTORY_SERVICE_SECRET') },
    projectId: text('DIRECTORY_PROJECT_ID'),
    organizationId: text('DIRECTORY_ORGANIZATION_ID'),
  };
}

/** Codes, tokens and cookies travel between these two and the browser. */
function requireTls(variables: Variables, name: SettingName, url: string): void {
  if (variables.production && !url.startsWith('https:')) throw new ConfigurationError(`${name} is "${url}"; in production it must begin with https://.`);
}

export interface WebConfiguration {
  /** Undefined: where the service listens. */
  readonly publicUrl: string | undefined;
  readonly redirectOrigins: readonly string[];
  readonly secureCookies: boolean;
}

/** What browsers see of general-bots. */
export function readWeb(variables: Variables, { needed }: { needed: boolean }): WebConfiguration {
  const publicUrl = variables.url('GENERAL_BOTS_URL', ['http', 'https']);
  if (needed && variables.production && publicUrl === undefined)
    throw new ConfigurationError('GENERAL_BOTS_URL is not set; production does not start general-bots without it, since the directory sends browsers back there.');
  if (publicUrl !== undefined) requireTls(variables, 'GENERAL_BOTS_URL', publicUrl);
  const redirectOrigins = variables.list('REDIRECT_ORIGINS') ?? [];
  const odd = redirectOrigins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (odd !== undefined) throw new ConfigurationError(`REDIRECT_ORIGINS has "${odd}"; each must be an origin such as https://app.example.com, without a path.`);
  return { publicUrl, redirectOrigins, secureCookies: variables.production || (publicUrl?.startsWith('https:') ?? false) };
}
