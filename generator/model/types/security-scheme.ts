import type { Position } from '../../load/position.ts';

export type SecurityRule = readonly (readonly { readonly scheme: string; readonly scopes: readonly string[] }[])[];

export interface SecurityScheme {
  readonly kind: 'security-scheme';
  readonly name: string;
  /** `http` is every HTTP authentication scheme but `bearer` and `basic`. */
  readonly type: 'bearer' | 'basic' | 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  readonly bearerFormat?: string;
  readonly in?: 'header' | 'query' | 'cookie';
  readonly key?: string;
  /** Of type `http`: as the contract spells it, for example `Digest`. */
  readonly httpScheme?: string;
  /** Of type `oauth2`: the Flows Object as written. */
  readonly flows?: Readonly<Record<string, unknown>>;
  /** Of type `openIdConnect`. */
  readonly url?: string;
  readonly description: string;
  readonly at: Position;
}
