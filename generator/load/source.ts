import { LineStarts } from './line-starts.ts';
import type { Position } from './position.ts';

/** Tells where in a text the parts of its data stand. */
export interface Places {
  /** Offset of a part, or of its key; of the nearest part around what is not there. */
  offsetOf(pointer: string, wantsKey: boolean): number;
}

interface SourceParts {
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  readonly places: Places;
  readonly isPlain?: boolean;
  readonly origin?: (pointer: string) => string;
}

const longestNumber = 400;

/** One file that was read: its data, and where in the text each part of the data stands. */
export class Source {
  /** Absolute path. */
  readonly path: string;
  /** Path as shown to people. */
  readonly file: string;
  readonly text: string;
  /** Plain JSON data. Aliases of one anchor are one object; nothing here may be changed. */
  readonly data: unknown;
  /** Whether each member of the text says the same wherever it stands: it is JSON, or YAML without aliases in blocks of lines. */
  readonly isPlain: boolean;
  readonly #places: Places;
  readonly #lines: LineStarts;
  readonly #origin: (pointer: string) => string;

  constructor(input: SourceParts) {
    this.path = input.path;
    this.file = input.file;
    this.text = input.text;
    this.data = input.data;
    this.isPlain = input.isPlain ?? false;
    this.#places = input.places;
    this.#lines = new LineStarts(input.text);
    this.#origin = input.origin ?? ((pointer) => pointer);
  }

  /** The same text read as other data; `origin` tells where in the written data a part of it stands. */
  readingAs(data: unknown, origin: (pointer: string) => string): Source {
    const { path, file, text } = this;
    return new Source({ path, file, text, data, places: this.#places, origin });
  }

  /**
   * Where a part of the data stands: for a scalar and for `{…}` or `[…]` where it begins, for a block of lines where its
   * key stands. A pointer to what is not there gives the place of the nearest part around it. A model has thousands of places of
   * which nobody asks: each is looked for when it is asked.
   */
  positionOf(pointer: string): Position {
    return this.#position(pointer, false);
  }

  /** What is written from where a scalar begins, as far as a number may go. */
  textAt(pointer: string): string {
    const start = this.#places.offsetOf(this.#origin(pointer), false);
    return this.text.slice(start, start + longestNumber);
  }

  /** Where the name of a member stands. */
  positionOfKey(pointer: string): Position {
    return this.#position(pointer, true);
  }

  #position(pointer: string, wantsKey: boolean): Position {
    const find = () => this.#lines.placeOf(this.#places.offsetOf(this.#origin(pointer), wantsKey));
    let place: ReturnType<typeof find> | undefined;
    return Object.freeze({
      file: this.file,
      get line() {
        return (place ??= find()).line;
      },
      get column() {
        return (place ??= find()).column;
      },
      pointer,
    });
  }
}
