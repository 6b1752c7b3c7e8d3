import type { ContractTables, RawInput, SecurityRule, SecuritySchemeRow } from '../contract.ts';
import type { Credential } from '../service.ts';

/** `absent`: nothing there for this scheme. `malformed`: something is, but not a credential. */
export type Extracted = Credential | 'absent' | 'malformed';

/** A request as sign-in sees it. */
export interface Presenter extends RawInput {
  /** Whether a trusted proxy sent it: only then its client-certificate header means anything. */
  readonly isFromProxy: boolean;
}

/** The credential of a scheme, from where the scheme says it stands. `certificateHeader` is lower case. */
export function extractCredential(row: SecuritySchemeRow, scopes: readonly string[], raw: Presenter, certificateHeader: string): Extracted {
  const { name: scheme } = row;
  switch (row.kind) {
    case 'bearer':
    case 'oauth2':
    case 'openIdConnect': return readBearer(row.kind, scheme, scopes, raw.headers['authorization']);
    case 'basic': return readBasic(scheme, scopes, raw.headers['authorization']);
    case 'http': return readHttp(row, scopes, raw.headers['authorization']);
    case 'apiKey': return readApiKey(row, scopes, raw);
    case 'mutualTLS': {
      const certificate = raw.headers[certificateHeader]?.trim() ?? '';
      return certificate !== '' && raw.isFromProxy ? { kind: 'mutualTLS', scheme, scopes, certificate } : 'absent';
    }
  }
}

/** RFC 6750 section 2.1; the scheme's name knows no case (RFC 9110 section 11.1). */
function readBearer(kind: 'bearer' | 'oauth2' | 'openIdConnect', scheme: string, scopes: readonly string[], authorization: string | undefined): Extracted {
  const token = schemeParameter(authorization, 'bearer ');
  if (token === undefined) return 'absent';
  if (token === '' || /[\s,]/.test(token)) return 'malformed';
  return { kind, scheme, scopes, token };
}

/** Any other scheme of RFC 9110 section 11.4: what it says is for sign-in to read. */
function readHttp(row: SecuritySchemeRow & { kind: 'http' }, scopes: readonly string[], authorization: string | undefined): Extracted {
  const authScheme = row.authScheme.toLowerCase();
  const parameters = schemeParameter(authorization, `${authScheme} `);
  if (parameters === undefined) return 'absent';
  return parameters === '' ? 'malformed' : { kind: 'http', scheme: row.name, scopes, authScheme, parameters };
}

/** RFC 7617: base64 of `user:password`, in UTF-8. */
function readBasic(scheme: string, scopes: readonly string[], authorization: string | undefined): Extracted {
  const encoded = schemeParameter(authorization, 'basic ');
  if (encoded === undefined) return 'absent';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return 'malformed';
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon === -1) return 'malformed';
  return { kind: 'basic', scheme, scopes, user: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

function readApiKey(row: SecuritySchemeRow & { kind: 'apiKey' }, scopes: readonly string[], raw: RawInput): Extracted {
  const value = apiKeyValue(row, raw);
  if (value === undefined || value === '') return 'absent';
  return { kind: 'apiKey', scheme: row.name, scopes, value };
}

function apiKeyValue({ in: place, key }: SecuritySchemeRow & { kind: 'apiKey' }, raw: RawInput): string | undefined {
  switch (place) {
    case 'header': return raw.headers[key.toLowerCase()];
    case 'query': return new URLSearchParams(raw.query).get(key) ?? undefined;
    case 'cookie': return readCookie(raw.cookie, key);
  }
}

/** The first cookie of a name (RFC 6265 section 4.2.1); quotes around the value are not part of it. */
export function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim().replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}

function schemeParameter(authorization: string | undefined, scheme: string): string | undefined {
  if (authorization === undefined) return undefined;
  if (`${authorization} `.slice(0, scheme.length).toLowerCase() !== scheme) return undefined;
  return authorization.slice(scheme.length).trim();
}

export interface CredentialSources {
  /** Lower case. */
  readonly headers: readonly string[];
  readonly query: boolean;
}

/** What must be captured for a rule, whether or not the row's captures name it. */
export function credentialSources(contract: ContractTables, rule: SecurityRule, certificateHeader: string): CredentialSources {
  const rows = rule.flat().flatMap(({ scheme }) => contract.securitySchemes[scheme] ?? []);
  const headers = rows.flatMap((row) => {
    if (row.kind === 'mutualTLS') return certificateHeader === '' ? [] : [certificateHeader];
    if (row.kind !== 'apiKey') return ['authorization'];
    return row.in === 'header' ? [row.key.toLowerCase()] : [];
  });
  return { headers, query: rows.some((row) => row.kind === 'apiKey' && row.in === 'query') };
}
