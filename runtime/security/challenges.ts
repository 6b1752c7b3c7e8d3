import type { SecuritySchemeRow } from '../contract.ts';

/** Texts of WWW-Authenticate (RFC 9110 section 11.6.1), made once per rule. */
export interface Challenges {
  /** No credential was sent: RFC 6750 section 3.1 wants no error code then. */
  readonly missing: string;
  readonly refused: string;
  /** Undefined when no scheme says anything with a 403. */
  readonly forbidden: string | undefined;
}

interface Scheme {
  readonly row: SecuritySchemeRow;
  readonly scopes: readonly string[];
}

export function prepareChallenges(realm: string, schemes: readonly Scheme[]): Challenges {
  const different = [...new Map(schemes.map((scheme) => [scheme.row.name, scheme])).values()];
  const bearers = different.filter(({ row }) => row.kind === 'bearer');
  return {
    missing: different.map((scheme) => challenge(realm, scheme, undefined)).join(', '),
    refused: different.map((scheme) => challenge(realm, scheme, 'invalid_token')).join(', '),
    forbidden: bearers.length === 0 ? undefined : bearers.map((scheme) => challenge(realm, scheme, 'insufficient_scope')).join(', '),
  };
}

function challenge(realm: string, { row, scopes }: Scheme, error: string | undefined): string {
  const start = `realm=${quote(realm)}`;
  switch (row.kind) {
    case 'bearer': return ['Bearer ' + start, ...bearerParameters(scopes, error)].join(', ');
    case 'basic': return `Basic ${start}, charset="UTF-8"`;
    case 'apiKey': return `ApiKey ${start}, in="${row.in}", name=${quote(row.key)}`;
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
