import type { Violation } from '../contract.ts';
import { queryText, reservedText } from './texts.ts';

const ampersand = 38;
const equals = 61;
const percent = 37;
const plus = 43;

/** Goes through the pairs of a query once, without cutting out what nobody asks for (WHATWG URL, section 5.1). */
export class QueryPairs {
  readonly #query: string;
  #from = 0;
  #nameEnd = 0;
  #to = -1;
  #isEncoded = false;

  constructor(query: string) {
    this.#query = query;
  }

  /** Moves to the next pair; false when there is none. */
  next(): boolean {
    const query = this.#query;
    const from = this.#to + 1;
    if (from >= query.length) return false;
    let at = from;
    let nameEnd = -1;
    let isEncoded = false;
    for (; at < query.length; at++) {
      const code = query.charCodeAt(at);
      if (code === ampersand) break;
      if (code === equals && nameEnd === -1) nameEnd = at;
      else if (code === percent || code === plus) isEncoded = true;
    }
    this.#from = from;
    this.#nameEnd = nameEnd === -1 ? at : nameEnd;
    this.#to = at;
    this.#isEncoded = isEncoded;
    return true;
  }

  isNamed(name: string): boolean {
    if (this.#nameEnd - this.#from === name.length && this.#query.startsWith(name, this.#from)) return true;
    return this.#isEncoded && this.name() === name;
  }

  /** The name, decoded. One that cannot be decoded is that of no declared parameter. */
  name(): string {
    const name = this.#query.slice(this.#from, this.#nameEnd);
    if (!this.#isEncoded) return name;
    try {
      return decodeURIComponent(name.replaceAll('+', ' '));
    } catch {
      return name;
    }
  }

  /** The value as it was sent. */
  raw(): string {
    return this.#query.slice(this.#nameEnd + 1, this.#to);
  }

  /** The value, decoded. */
  text(pointer: string, violations: Violation[]): string {
    return this.#isEncoded ? queryText(this.raw(), pointer, violations) : this.raw();
  }

  /** The value of a parameter with `allowReserved`, decoded. */
  reservedText(pointer: string, violations: Violation[]): string {
    return this.#isEncoded ? reservedText(this.raw(), pointer, violations) : this.raw();
  }
}
