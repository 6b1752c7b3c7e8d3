import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Remembers which documents passed a slow check, by a hash of all that the check depends on. One small file per subject,
 * so it does not grow; losing it costs time only.
 */
export class ValidityCache {
  readonly #folder: string | undefined;

  /** Without a folder nothing is remembered. */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Whether exactly this passed the last time. */
  isValid(subject: string, parts: readonly string[]): boolean {
    if (this.#folder === undefined) return false;
    try {
      return readFileSync(this.#file(subject), 'utf8') === digest(parts);
    } catch {
      return false;
    }
  }

  remember(subject: string, parts: readonly string[]): void {
    if (this.#folder === undefined) return;
    mkdirSync(this.#folder, { recursive: true });
    const file = this.#file(subject);
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, digest(parts));
    renameSync(draft, file);
  }

  #file(subject: string): string {
    return path.join(this.#folder ?? '', digest([subject]).slice(0, 32));
  }
}

function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
