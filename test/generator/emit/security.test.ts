import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitClient } from '../../../generator/emit/client/client.ts';
import { emitSecurity } from '../../../generator/emit/security.ts';
import { anApi, anOperation, aSecurityScheme } from './fixture.ts';

const securitySchemes = [
  aSecurityScheme({ name: 'digest', type: 'http', httpScheme: 'Digest' }),
  aSecurityScheme({ name: 'login', type: 'basic', description: 'Of an account.' }),
  aSecurityScheme({ name: 'tls', type: 'mutualTLS' }),
  aSecurityScheme({ name: 'token', type: 'oauth2' }),
];
const operations = [
  anOperation({ id: 'read', security: [[{ scheme: 'token', scopes: ['read'] }]] }),
  anOperation({ id: 'ping', security: [[{ scheme: 'digest', scopes: [] }]] }),
];

test('sign-in knows what each scheme presents, and of which ones scopes are demanded', () => {
  const text = emitSecurity(anApi({ securitySchemes, operations }))[0]?.text ?? '';
  assert.equal(
    text.split('\n').slice(1).join('\n'),
    `import type { BasicCredential, HttpCredential, MutualTlsCredential, OAuth2Credential, SecuritySchemeRow } from 'specwright/runtime';

export type SchemeName = 'digest' | 'login' | 'tls' | 'token';

/** What each scheme presents to sign-in. */
export interface SchemeCredentials {
  readonly digest: HttpCredential;
  readonly login: BasicCredential;
  readonly tls: MutualTlsCredential;
  readonly token: OAuth2Credential;
}

/** Schemes of which the contract demands scopes: their sign-in returns \`grant(actor, scopes)\`. */
export type ScopedScheme = 'token';

export const securitySchemes: Readonly<Record<SchemeName, SecuritySchemeRow>> = {
  digest: { kind: 'http', name: 'digest', authScheme: 'Digest' },
  /** Of an account. */
  login: { kind: 'basic', name: 'login' },
  tls: { kind: 'mutualTLS', name: 'tls' },
  token: { kind: 'oauth2', name: 'token' },
};
`,
  );
});

test('a client takes a credential for each scheme but mutual TLS, which is the connection\'s matter', () => {
  const text = emitClient(anApi({ securitySchemes, operations }))[1]?.text ?? '';
  assert.ok(
    text.includes(`export type Credentials = {
  /** Everything behind the name of the scheme. */
  readonly digest?: Secret;
  /**
   * Of an account.
   *
   * As text: \`user:password\`.
   */
  readonly login?: Secret<string | Login>;
  /** An access token. */
  readonly token?: Secret;
};`),
  );
});
