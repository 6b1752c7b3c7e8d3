import { createApple } from '../domain/oauth/apple.ts';
import { createGithub } from '../domain/oauth/github.ts';
import type { OauthProvider } from '../domain/oauth/oauth-provider.ts';
import type { OauthServices } from '../handlers/rustygpt/context.ts';
import { ConfigurationError, type SettingName, type Variables } from './settings.ts';

/** The sites that people may sign in at: those for which there are credentials. */
export function readOauth(variables: Variables): OauthServices {
  return {
    github: readGithub(variables),
    apple: readApple(variables),
    landing: variables.text('OAUTH_LANDING') ?? '/',
    allowsManual: variables.choice('OAUTH_BY_HAND', ['on', 'off'], variables.production ? 'off' : 'on') === 'on',
  };
}

function readGithub(variables: Variables): OauthProvider | undefined {
  const clientId = variables.text('GITHUB_CLIENT_ID');
  if (clientId === undefined) return undefined;
  return createGithub({
    clientId,
    clientSecret: required(variables, 'GITHUB_CLIENT_SECRET', 'GITHUB_CLIENT_ID'),
    redirectUri: required(variables, 'GITHUB_REDIRECT_URI', 'GITHUB_CLIENT_ID'),
    authUrl: address(variables, 'GITHUB_AUTH_URL', 'https://github.com/login/oauth/authorize'),
    tokenUrl: address(variables, 'GITHUB_TOKEN_URL', 'https://github.com/login/oauth/access_token'),
    apiUrl: address(variables, 'GITHUB_API_URL', 'https://api.github.com'),
  });
}

function readApple(variables: Variables): OauthProvider | undefined {
  const clientId = variables.text('APPLE_CLIENT_ID');
  if (clientId === undefined) return undefined;
  const issuer = address(variables, 'APPLE_ISSUER', 'https://appleid.apple.com');
  return createApple({
    clientId,
    teamId: required(variables, 'APPLE_TEAM_ID', 'APPLE_CLIENT_ID'),
    keyId: required(variables, 'APPLE_KEY_ID', 'APPLE_CLIENT_ID'),
    // Line ends may be written as \n, since a variable is a line.
    privateKey: required(variables, 'APPLE_PRIVATE_KEY', 'APPLE_CLIENT_ID').replaceAll('\\n', '\n'),
    redirectUri: required(variables, 'APPLE_REDIRECT_URI', 'APPLE_CLIENT_ID'),
    issuer,
    authUrl: address(variables, 'APPLE_AUTH_URL', `${issuer}/auth/authorize`),
    tokenUrl: `${issuer}/auth/token`,
    keysUrl: `${issuer}/auth/keys`,
    scope: variables.text('APPLE_SCOPE') ?? 'openid',
  });
}

function address(variables: Variables, name: SettingName, fallback: string): string {
  return (variables.url(name, ['https', 'http']) ?? fallback).replace(/\/$/, '');
}

function required(variables: Variables, name: SettingName, because: SettingName): string {
  const text = variables.text(name);
  if (text === undefined) throw new ConfigurationError(`${name} is not set; ${because} needs it.`);
  return text;
}
