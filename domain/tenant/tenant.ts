/** Where users belong who sign up by themselves; made by the migrations. */
export const defaultTenantId = 'default';

/** Something that an assistant may ask the tenant's own software to do. */
export interface Tool {
  readonly name: string;
  /** 1 gives information, 2 reads the user's data, 3 changes something and waits for the user's word. */
  readonly level: 1 | 2 | 3;
  readonly description: string;
  /** JSON Schema of what it is called with. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a tenant decides about the sessions of its users. */
export interface TenantSettings {
  readonly theme: Readonly<Record<string, unknown>>;
  readonly avatarEnabled: boolean;
  readonly greeting: string;
  readonly tools: readonly Tool[];
  readonly maxSessionMinutes: number;
  readonly requireConsent: boolean;
}

/** Signature algorithms (RFC 7518 section 3.1, RFC 8037) that a tenant's key may be for. */
export type KeyAlgorithm = 'HS256' | 'RS256' | 'PS256' | 'ES256' | 'EdDSA';

/** A key that a tenant signs its tokens with. */
export interface TenantKey {
  /** The `kid` of tokens signed with it. */
  readonly id: string;
  readonly algorithm: KeyAlgorithm;
  /** Public key, or for HS256 the shared secret (RFC 7517). */
  readonly jwk: Readonly<Record<string, unknown>>;
}
