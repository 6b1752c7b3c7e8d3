import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digest } from './digest.ts';

interface Stored {
  readonly hints: Readonly<Record<string, string>>;
  readonly index: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
  readonly body: string;
}

/**
 * Remembers texts that took long to make, by a hash of all that they were made from, so that a text from here is the text that
 * would be made now. One file for a contract; what a run did not ask for is dropped when it is saved. Losing it costs time only.
 */
export class TextCache {
  readonly #file: string | undefined;
  readonly #edition: string;
  #stored: Stored | undefined;
  readonly #used = new Map<string, string>();
  readonly #hints: Record<string, string> = {};
  #isChanged = false;
  #keepsAll = false;
  #isLent = false;

  /** `edition` stands for the makers of the texts: of another edition nothing is remembered. Without a file nothing is kept. */
  constructor(file?: string, edition = '') {
    this.#file = file;
    this.#edition = edition;
  }

  /** The text that was made from exactly these parts; made now where it is not known. */
  remember(parts: readonly string[], make: () => string): string {
    const key = digest(parts);
    const known = this.#used.get(key) ?? this.#recall(key);
    const text = known ?? make();
    this.#isChanged ||= known === undefined;
    this.#used.set(key, text);
    return text;
  }

  /** For a run about something else that has pieces in common with the last one: it is told nothing but texts, and keeps nothing. */
  lend(): this {
    this.#isLent = true;
    return this;
  }

  /** What the last run found out; a guess, which has to be proved before anything is made from it. */
  lastHint(name: string): string | undefined {
    return this.#isLent ? undefined : this.#read().hints[name];
  }

  /** Leaves a guess for the next run. */
  hint(name: string, text: string): void {
    this.#hints[name] = text;
    this.#isChanged ||= text !== this.lastHint(name);
  }

  /** Nothing is dropped for not being asked for: this run had no need to. */
  keepAll(): void {
    this.#keepsAll = true;
  }

  /** Writes what this run used, if that is not what is there. */
  save(): void {
    if (this.#file === undefined || this.#isLent || (!this.#isChanged && (this.#keepsAll || this.#used.size === this.#read().index.size))) return;
    if (this.#keepsAll) for (const key of this.#read().index.keys()) if (!this.#used.has(key)) this.#used.set(key, this.#recall(key) ?? '');
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${process.pid}`;
    const index = [...this.#used].map(([key, text]) => [key, text.length]);
    writeFileSync(draft, [JSON.stringify([this.#edition, index, this.#hints]), ...this.#used.values()].join('\n'));
    renameSync(draft, this.#file);
  }

  #recall(key: string): string | undefined {
    const { index, body } = this.#read();
    const place = index.get(key);
    return place && body.slice(place.start, place.end);
  }

  #read(): Stored {
    return (this.#stored ??= readStored(this.#file, this.#edition));
  }
}

const nothing: Stored = { index: new Map(), body: '', hints: {} };

/** The first line tells the edition, hints and the lengths of the texts that follow, a line end before each. */
function readStored(file: string | undefined, edition: string): Stored {
  try {
    const body = file === undefined ? '' : readFileSync(file, 'utf8');
    const lineEnd = body.indexOf('\n');
    let end = lineEnd < 0 ? body.length : lineEnd;
    const [written, lengths, hints = {}] = JSON.parse(body.slice(0, end)) as [string, [key: string, length: number][], Stored['hints']?];
    if (written !== edition) return nothing;
    const index = new Map(lengths.map(([key, length]) => [key, { start: end + 1, end: (end += 1 + length) }]));
    return end === body.length ? { index, body, hints } : nothing;
  } catch {
    return nothing;
  }
}
