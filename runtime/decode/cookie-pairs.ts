import type { Violation } from '../contract.ts';
import { cookieText } from './texts.ts';

/** Goes through the cookies of a Cookie header (RFC 6265, section 4.2.1). */
export class CookiePairs {
  readonly #header: string;
  #from = 0;
  #to = -1;
  #name = '';

  constructor(header: string) {
    this.#header = header;
  }

  /** Moves to the next cookie; false when there is none. */
  next(): boolean {
    this.#from = this.#to + 1;
    if (this.#from >= this.#header.length) return false;
    const end = this.#header.indexOf(';', this.#from);
    this.#to = end === -1 ? this.#header.length : end;
    const pair = this.#header.slice(this.#from, this.#to);
    const equals = pair.indexOf('=');
    this.#name = (equals === -1 ? pair : pair.slice(0, equals)).trim();
    return true;
  }

  isNamed(name: string): boolean {
    return this.#name === name;
  }

  name(): string {
    return this.#name;
  }

  /** The value as it was sent, without white space and double quotes around it (section 4.1.1). */
  raw(): string {
    const pair = this.#header.slice(this.#from, this.#to);
    const equals = pair.indexOf('=');
    const value = equals === -1 ? '' : pair.slice(equals + 1).trim();
    return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  }

  /** The value of style `cookie`: its characters are its own (OpenAPI 3.2, "Style Values"). */
  plainText(): string {
    return this.raw();
  }

  /** The value of style `form`, decoded. */
  text(pointer: string, violations: Violation[]): string {
    return cookieText(this.raw(), pointer, violations);
  }
}
