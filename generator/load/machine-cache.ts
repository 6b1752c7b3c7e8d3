import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { digest } from './digest.ts';

/** A list that is longer begins anew. */
const longestList = 500_000;

/**
 * Remembers for all projects on this machine what took long and depends on nothing but what it is asked by, such as the versions
 * of the tools that found it out. Any number of processes may write at once; losing it costs time only. Without a folder, and
 * where the folder cannot be written, nothing is remembered.
 */
export class MachineCache {
  readonly #folder: string | undefined;
  readonly #lists = new Map<string, Set<string>>();

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Whether anything can be remembered. */
  get isKept(): boolean {
    return this.#folder !== undefined;
  }

  /** Whether exactly these parts were added to a list. */
  has(list: string, parts: readonly string[]): boolean {
    return this.#list(list).has(digest(parts));
  }

  /** One write at the end of a file, which no other process can get into. */
  add(list: string, parts: readonly string[]): void {
    const key = digest(parts);
    this.#list(list).add(key);
    this.#keep(list, (file) => {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > longestList) replaceFile(file, `${key}\n`);
      else appendFileSync(file, `${key}\n`);
    });
  }

  /** The text of this name; made now where it is not known. Whatever it depends on has to be part of the name. */
  text(name: string, make: () => string): string {
    const known = this.#folder && readOwn(path.join(this.#folder, name));
    if (known !== undefined) return known;
    const text = make();
    this.#keep(name, (file) => replaceFile(file, text));
    return text;
  }

  #list(name: string): Set<string> {
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    const text = this.#folder && readOwn(path.join(this.#folder, name));
    const list = new Set(text?.split('\n'));
    this.#lists.set(name, list);
    return list;
  }

  #keep(name: string, write: (file: string) => void): void {
    if (this.#folder === undefined) return;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      write(path.join(this.#folder, name));
    } catch {
      // A home that cannot be written: the next run takes as long as this one.
    }
  }
}

/** `$XDG_CACHE_HOME/specwright`, else `~/.cache/specwright` (XDG Base Directory Specification). */
export function machineFolder(): string {
  const configured = process.env['XDG_CACHE_HOME'] ?? '';
  return path.join(path.isAbsolute(configured) ? configured : path.join(homedir(), '.cache'), 'specwright');
}

function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/** A file that somebody else could have written is none: what is in it may be run. */
function readOwn(file: string): string | undefined {
  try {
    const { uid } = statSync(file);
    return uid === (process.getuid?.() ?? uid) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
