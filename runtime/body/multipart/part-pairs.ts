import type { FieldPairs } from '../../contract.ts';

/** A text of a multipart body under its name. */
export interface TextPart {
  readonly name: string;
  readonly text: string;
}

/** The texts of a multipart body, one after the other; nothing in them is encoded. */
export class PartPairs implements FieldPairs {
  readonly #parts: readonly TextPart[];
  #at = -1;

  constructor(parts: readonly TextPart[]) {
    this.#parts = parts;
  }

  next(): boolean {
    this.#at += 1;
    return this.#at < this.#parts.length;
  }

  isNamed(name: string): boolean {
    return this.name() === name;
  }

  name(): string {
    return this.#parts[this.#at]?.name ?? '';
  }

  raw(): string {
    return this.text().replace(/[%+ ]/g, encodeURIComponent);
  }

  text(): string {
    return this.#parts[this.#at]?.text ?? '';
  }

  reservedText(): string {
    return this.text();
  }
}
