import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret of this machine for development: made once, the same at the next start. */
export function machineSecret(dataDirectory: string, name: string): string {
  return readSecret(dataDirectory, name) ?? keepSecret(dataDirectory, name, randomBytes(32).toString('hex'));
}

/** Undefined when this machine has none of the name yet. */
export function readSecret(dataDirectory: string, name: string): string | undefined {
  try {
    return readFileSync(join(dataDirectory, 'secrets', name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a secret that only its owner can read, whole or not at all; if another process was first, its secret is returned. */
export function keepSecret(dataDirectory: string, name: string, secret: string): string {
  const folder = join(dataDirectory, 'secrets');
  const unfinished = join(folder, `${name}.${randomBytes(6).toString('hex')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(unfinished, secret, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(unfinished, join(folder, name));
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(join(folder, name), 'utf8');
  } finally {
    rmSync(unfinished);
  }
}
