import type { SecuritySchemeRow } from '../contract.ts';

/** A credential, or a function that is asked for it each time. */
export type Secret<Value = string> = Value | (() => Value | undefined | Promise<Value | undefined>);

/** For http basic (RFC 7617). */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** What a request, or the handshake of a channel, carries to say who is calling. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Payload of a Socket.IO connect packet. */
  readonly auth: Readonly<Record<string, string>>;
}

type Schemes = Readonly<Record<string, SecuritySchemeRow | undefined>>;
export type Secrets = Readonly<Record<string, Secret<string | Login> | undefined>>;

/** Names of schemes: any one alternative, all schemes of it (OpenAPI 3.1, "Security Requirement Object"). */
export type Alternatives = readonly (readonly string[])[];

const nothing: Proof = { headers: {}, query: {}, cookies: {}, auth: {} };

/**
 * What to send for a security rule: the first alternative for whose every scheme there is a credential. Mutual TLS is the
 * connection's matter. Where none is complete nothing is sent, and the service says what is missing.
 */
export async function proveCaller(schemes: Schemes, alternatives: Alternatives, secrets: Secrets): Promise<Proof> {
  for (const alternative of alternatives) {
    const proofs = await Promise.all(alternative.map((name) => proofOf(schemes[name], secrets[name])));
    if (alternative.length > 0 && proofs.every((proof) => proof !== undefined)) return proofs.reduce(join, nothing);
  }
  return nothing;
}

async function proofOf(scheme: SecuritySchemeRow | undefined, secret: Secret<string | Login> | undefined): Promise<Proof | undefined> {
  if (scheme?.kind === 'mutualTLS') return nothing;
  const value = typeof secret === 'function' ? await secret() : secret;
  if (scheme === undefined || value === undefined) return undefined;
  return typeof value === 'string' ? place(scheme, value) : place(scheme, `${value.user}:${value.password}`);
}

function place(scheme: SecuritySchemeRow, value: string): Proof {
  switch (scheme.kind) {
    case 'basic': return withAuthorization(`Basic ${toBase64(value)}`);
    case 'http': return withAuthorization(`${scheme.authScheme} ${value}`);
    case 'apiKey': return placeKey(scheme, value);
    default: return { ...withAuthorization(`Bearer ${value}`), auth: { token: value } };
  }
}

function placeKey({ in: where, key }: SecuritySchemeRow & { kind: 'apiKey' }, value: string): Proof {
  if (where === 'query') return { ...nothing, query: { [key]: value } };
  return where === 'cookie' ? { ...nothing, cookies: { [key]: value } } : { ...nothing, headers: { [key]: value } };
}

function withAuthorization(authorization: string): Proof {
  return { ...nothing, headers: { authorization } };
}

/** Of UTF-8, as the challenge's `charset` says (RFC 7617, section 2.1). */
function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function join(a: Proof, b: Proof): Proof {
  return {
    headers: { ...a.headers, ...b.headers },
    query: { ...a.query, ...b.query },
    cookies: { ...a.cookies, ...b.cookies },
    auth: { ...a.auth, ...b.auth },
  };
}
