/** Shorter ones are in too many other words. */
const shortest = 4;
const secretMembers = /("(?:access_?token|refresh_?token|id_?token|session_?token|token|client_?secret|secret|password|api_?key)"\s*:\s*)"(?:[^"\\]|\\.)*("|$)/gi;

/** What may not be shown of credentials: each whole, and name and password of a pair. */
export function secretTexts(credentials: Iterable<string>): string[] {
  const texts = [...credentials].flatMap((credential) => [credential, ...credential.split(':')]).filter(({ length }) => length >= shortest);
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

/** A text without them. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((all, secret) => all.replaceAll(secret, '[secret]'), text);
}

/** A body without them, and without what its members call a secret: a token that a login has made is one, too. */
export function hideInBody(text: string, secrets: readonly string[]): string {
  return hideSecrets(text, secrets).replace(secretMembers, '$1"[secret]$2');
}
