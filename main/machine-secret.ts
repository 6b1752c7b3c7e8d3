import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything that belongs to this machine alone is kept; never committed. */
export const dataFolder = join(import.meta.dirname, '..', '.data');

/** A secret of this machine for development: made once, the same at the next start. */
export function machineSecret(name: string): string {
  return readSecret(name) ?? keepSecret(name, randomBytes(32).toString('hex'));
}

/** Undefined when this machine has none of the name yet. */
export function readSecret(name: string): string | undefined {
  try {
    return readFileSync(join(dataFolder, 'secrets', name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a secret that only its owner can read, whole or not at all; if another process was first, its secret is returned. */
export function keepSecret(name: string, secret: string): string {
  const folder = join(dataFolder, 'secrets');
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
