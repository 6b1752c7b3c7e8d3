import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything that belongs to this machine alone is kept; never committed. */
export const dataFolder = join(import.meta.dirname, '..', '.data');

/** A secret of this machine for development: made once, readable by its owner only, the same at the next start. */
export function machineSecret(name: string): string {
  const file = join(dataFolder, 'secrets', name);
  mkdirSync(join(dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
