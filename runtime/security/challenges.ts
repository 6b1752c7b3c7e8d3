import type { SecuritySchemeRow } from '../contract.ts';
import type { Service } from '../service.ts';

/** Texts of WWW-Authenticate (RFC 9110 section 11.6.1). */
export interface Challenges {
  /** No credential was sent: RFC 6750 section 3.1 wants no error code then. */
  readonly missing: () => string;
  readonly refused: () => string;
  /** Undefined when no scheme says anything with a 403. */
  readonly forbidden: (() => string) | undefined;
}

interface Scheme {
  readonly row: SecuritySchemeRow;
  readonly scopes: readonly string[];
}

/** Made once per rule, but for the schemes whose challenges the service makes itself. */
export function prepareChallenges(realm: string, schemes: readonly Scheme[], own: Service<never>['challenges'] = {}): Challenges {
  const different = schemes.filter(({ row }, index) => schemes.findIndex((scheme) => scheme.row.name === row.name) === index);
  const bearers = different.filter(({ row }) => isBearer(row));
  const texts = (some: readonly Scheme[], error: string | undefined) =>
    joined(some.map((scheme) => own[scheme.row.name] ?? challenge(realm, scheme, error)));
  return {
    missing: texts(different, undefined),
    refused: texts(different, 'invalid_token'),
    forbidden: bearers.length === 0 ? undefined : texts(bearers, 'insufficient_scope'),
  };
}

function joined(parts: readonly (string | (() => string))[]): () => string {
  if (parts.some((part) => typeof part === 'function')) return () => parts.map((part) => (typeof part === 'function' ? part() : part)).join(', ');
  const text = parts.join(', ');
  return () => text;
}

function isBearer({ kind }: SecuritySchemeRow): boolean {
  return kind === 'bearer' || kind === 'oauth2' || kind === 'openIdConnect';
}

function challenge(realm: string, { row, scopes }: Scheme, error: string | undefined): string {
  const start = `realm=${quote(realm)}`;
  switch (row.kind) {
    case 'bearer':
    case 'oauth2':
    case 'openIdConnect': return ['Bearer ' + start, ...bearerParameters(scopes, error)].join(', ');
    case 'basic': return `Basic ${start}, charset="UTF-8"`;
    // RFC 4559 section 4.1: without parameters.
    case 'http': return /^negotiate$/i.test(row.authScheme) ? row.authScheme : `${row.authScheme} ${start}`;
    case 'apiKey': return `ApiKey ${start}, in="${row.in}", name=${quote(row.key)}`;
    case 'mutualTLS': return `ClientCertificate ${start}`;
  }
}

/** RFC 6750 section 3. */
function bearerParameters(scopes: readonly string[], error: string | undefined): string[] {
  const scope = scopes.length === 0 ? [] : [`scope=${quote(scopes.join(' '))}`];
  return error === undefined ? scope : [`error="${error}"`, ...scope];
}

function quote(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`;
}
