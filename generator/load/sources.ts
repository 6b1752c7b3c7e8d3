import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { parseSource } from './parse-source.ts';
import type { Position } from './position.ts';
import type { RefusalList } from './refusal.ts';
import type { Source } from './source.ts';
import type { TextCache } from './text-cache.ts';

export interface SourcesOptions {
  /** Absolute folder that no file may lie outside of, symbolic links followed. */
  readonly root: string;
  /** Absolute folder that the paths in positions are relative to. */
  readonly base: string;
  readonly refusals: RefusalList;
  /** Remembers how pieces of YAML read. */
  readonly texts?: TextCache;
}

/** The files of one contract, each read and parsed once. */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #sources = new Map<string, Source | undefined>();

  constructor(options: SourcesOptions) {
    this.#options = options;
  }

  /** What was read so far, in order of path. */
  get all(): Source[] {
    return [...this.#sources.values()].filter((source) => source !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Opens a file; `from` is where it is asked for. Undefined, with a refusal, if that cannot be done. */
  open(file: string, from: Position): Source | undefined {
    const absolute = path.resolve(file);
    if (!this.#sources.has(absolute)) this.#sources.set(absolute, this.#read(absolute, from));
    return this.#sources.get(absolute);
  }

  /** The name that positions show for a path. */
  displayName(absolute: string): string {
    return path.relative(this.#options.base, absolute).split(path.sep).join('/') || absolute;
  }

  #read(absolute: string, from: Position): Source | undefined {
    const file = this.displayName(absolute);
    const text = this.#readText(absolute, file, from);
    return text === undefined ? undefined : parseSource({ path: absolute, file, text }, this.#options.refusals, this.#options.texts);
  }

  #readText(absolute: string, file: string, position: Position): string | undefined {
    const { root, refusals } = this.#options;
    try {
      if (!isWithin(realpathSync(root), realpathSync(absolute))) {
        const message = `${file} lies outside ${this.displayName(root)}`;
        refusals.add({
          code: 'reference-outside-root',
          message,
          hint: 'Move the file into the folder of the contract',
          position,
        });
        return undefined;
      }
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(absolute));
    } catch (error) {
      refusals.add({ ...explainReadError(error, file), position });
      return undefined;
    }
  }
}

function isWithin(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function explainReadError(error: unknown, file: string) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return {
      code: 'broken-reference',
      message: `there is no file ${file}`,
      hint: 'Correct the path, or create the file',
    } as const;
  }
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return { code: 'unreadable-file', message: `${file} is not UTF-8`, hint: 'Save the file as UTF-8' } as const;
  }
  return {
    code: 'unreadable-file',
    message: `${file} cannot be read (${String(code)})`,
    hint: 'Make it a file that can be read',
  } as const;
}
