import type { Api, SecurityScheme } from '../model/types.ts';
import { docComment } from './comment.ts';
import { header, type OutputFile } from './output-file.ts';
import { key, literal, quote } from './quote.ts';
import { render } from './render.ts';

/** `security.ts`: the table of security schemes, their names, and what each presents to sign-in, as types. */
export function emitSecurity(api: Api): OutputFile[] {
  const schemes = api.securitySchemes.map((scheme) => ({
    key: key(scheme.name),
    doc: docComment('  ', scheme.description),
    credential: credentialTypes[scheme.type],
    row: literal(row(scheme)),
  }));
  const view = {
    header: header(`spec/${api.name}`),
    schemes,
    imports: [...new Set(schemes.map(({ credential }) => credential)), 'SecuritySchemeRow'].sort().join(', '),
    names: union(api.securitySchemes.map(({ name }) => name)),
    scoped: union(scopedSchemes(api)),
  };
  return [{ path: 'security.ts', text: render('security', view) }];
}

const credentialTypes: Readonly<Record<SecurityScheme['type'], string>> = {
  bearer: 'BearerCredential',
  basic: 'BasicCredential',
  apiKey: 'ApiKeyCredential',
  http: 'HttpCredential',
  oauth2: 'OAuth2Credential',
  openIdConnect: 'OpenIdConnectCredential',
  mutualTLS: 'MutualTlsCredential',
};

/** Names of the schemes of which some operation or channel demands scopes. */
function scopedSchemes({ operations, channels }: Api): string[] {
  const demanded = [...operations, ...channels].flatMap(({ security }) => security.flat());
  return [...new Set(demanded.filter(({ scopes }) => scopes.length > 0).map(({ scheme }) => scheme))].sort();
}

function union(names: readonly string[]): string {
  return names.map(quote).join(' | ') || 'never';
}

function row({ type, name, bearerFormat, in: place, key: parameter, httpScheme, url }: SecurityScheme): object {
  switch (type) {
    case 'apiKey':
      return { kind: type, name, in: place, key: place === 'header' ? parameter?.toLowerCase() : parameter };
    case 'http':
      return { kind: type, name, authScheme: httpScheme };
    case 'openIdConnect':
      return { kind: type, name, url };
    default:
      return { kind: type, name, bearerFormat };
  }
}
