import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Remembers what passed a slow check, by a hash of all that the check depends on. One file for a contract; what a run did not
 * ask for is dropped when it is saved, so it does not grow. Losing it costs time only.
 */
export class ValidityCache {
  readonly #file: string | undefined;
  readonly #known: ReadonlySet<string>;
  readonly #used = new Set<string>();

  /** Without a file nothing is remembered. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#known = file === undefined ? new Set() : readLines(file);
  }

  /** Whether exactly this passed before. */
  isValid(parts: readonly string[]): boolean {
    const key = digest(parts);
    if (!this.#known.has(key) && !this.#used.has(key)) return false;
    this.#used.add(key);
    return true;
  }

  remember(parts: readonly string[]): void {
    this.#used.add(digest(parts));
  }

  /** Writes what this run asked for or remembered, if that changed. */
  save(): void {
    const isUnchanged = this.#used.size === this.#known.size && [...this.#used].every((key) => this.#known.has(key));
    if (this.#file === undefined || isUnchanged) return;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, [...this.#used].sort().join('\n'));
    renameSync(draft, this.#file);
  }
}

/** A text that only equal parts have. */
export function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64url');
}

function readLines(file: string): ReadonlySet<string> {
  try {
    return new Set(readFileSync(file, 'utf8').split('\n'));
  } catch {
    return new Set();
  }
}
