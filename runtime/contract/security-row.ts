/** Which credentials an operation or a channel asks for. */

/** One alternative of a Security Requirement Object: all of these together. */
export type SecurityAlternative = readonly { readonly scheme: string; readonly scopes: readonly string[] }[];

/** Any one alternative suffices. Empty: public. An empty alternative among others: signing in is optional. */
export type SecurityRule = readonly SecurityAlternative[];

/** Where a credential stands (OpenAPI 3.1, "Security Scheme Object"; AsyncAPI 3.0, the same). */
export type SecuritySchemeRow =
  | { readonly kind: 'bearer'; readonly name: string; readonly bearerFormat?: string }
  | { readonly kind: 'basic'; readonly name: string }
  | { readonly kind: 'apiKey'; readonly name: string; readonly in: 'header' | 'query' | 'cookie'; readonly key: string }
  /** Another scheme in `Authorization` (RFC 9110 section 11.4); `authScheme` as the contract spells it, for example `Digest`. */
  | { readonly kind: 'http'; readonly name: string; readonly authScheme: string }
  /** Access tokens in `Authorization` (RFC 6750). */
  | { readonly kind: 'oauth2'; readonly name: string }
  | { readonly kind: 'openIdConnect'; readonly name: string; readonly url: string }
  /** The client's certificate, handed on by a proxy: see the setting `clientCertificateHeader`. */
  | { readonly kind: 'mutualTLS'; readonly name: string };
