import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the library's parameters: 19 MiB, 2 passes, 1 lane (OWASP's first recommendation). */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Whether the password is the one that was hashed. */
export function isPassword(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, password);
}

let nobody: Promise<string> | undefined;

/** Takes as long as `isPassword`, so that the time does not tell whether there is a user. */
export async function checkAgainstNobody(password: string): Promise<void> {
  nobody ??= hashPassword('no one has this password');
  await isPassword(await nobody, password);
}
