import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { DomainError } from '../errors.ts';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a text so that only who brings the token can read it (AES-256-GCM under a key derived with HKDF, RFC 5869). The token is
 * kept as a hash only, so that nobody can read the text from the database.
 */
export function seal(token: string, purpose: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(token, purpose), nonce);
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** The text again. Throws `invalid_token` when it was sealed with another token, or changed. */
export function unseal(token: string, purpose: string, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(token, purpose), sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return decipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new DomainError('invalid_token', 'This was sealed with another token.', { cause });
  }
}

function deriveKey(token: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', purpose, 32));
}
