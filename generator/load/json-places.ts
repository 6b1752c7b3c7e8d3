import { pointerTokens } from './json-pointer.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;

/**
 * Where the parts of a JSON text (RFC 8259) stand. The text has to be valid; it is looked through when a place is first asked
 * for. Values are numbered as they stand, so that the first one within a container follows it.
 */
export class JsonPlaces {
  readonly #text: string;
  /** For each value where it begins. */
  #begins = new Uint32Array(0);
  /** For each value where its key begins; its own beginning where it has none. */
  #keys = new Uint32Array(0);
  /** For each value the number of the first one that is not within it. */
  #ends = new Uint32Array(0);
  readonly #members = new Map<number, ReadonlyMap<string, number>>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of a part, or of its key; of the nearest part around what is not there. */
  offsetOf(pointer: string, wantsKey: boolean): number {
    if (this.#begins.length === 0) this.#scan();
    let found = 0;
    for (const token of pointerTokens(pointer)) {
      const next = this.#membersOf(found).get(token);
      if (next === undefined) break;
      found = next;
    }
    return (wantsKey ? this.#keys : this.#begins)[found] ?? 0;
  }

  #membersOf(container: number): ReadonlyMap<string, number> {
    const known = this.#members.get(container);
    if (known !== undefined) return known;
    const members = new Map<string, number>();
    const end = this.#ends[container] ?? 0;
    for (let member = container + 1; member < end; member = this.#ends[member] ?? end) {
      members.set(this.#keyOf(member) ?? String(members.size), member);
    }
    this.#members.set(container, members);
    return members;
  }

  #keyOf(member: number): string | undefined {
    const begin = this.#keys[member] ?? 0;
    if (begin === this.#begins[member]) return undefined;
    const end = endOfText(this.#text, begin);
    return JSON.parse(this.#text.slice(begin, end)) as string;
  }

  #scan(): void {
    const text = this.#text;
    const { length } = text;
    const begins: number[] = [];
    const keys: number[] = [];
    const ends: number[] = [];
    const open: number[] = [];
    let key = -1;
    const begin = (at: number) => {
      begins.push(at);
      keys.push(key < 0 ? at : key);
      ends.push(begins.length);
      key = -1;
    };
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code <= 0x20 || code === comma || code === colon) continue;
      if (code === quote) {
        const end = endOfText(text, at);
        if (isKey(text, end)) key = at;
        else begin(at);
        at = end - 1;
      } else if (isOpening(code)) {
        open.push(begins.length);
        begin(at);
      } else if (isClosing(code)) {
        ends[open.pop() ?? 0] = begins.length;
      } else {
        begin(at);
        while (isWithinWord(text.charCodeAt(at + 1))) at++;
      }
    }
    this.#begins = Uint32Array.from(begins);
    this.#keys = Uint32Array.from(keys);
    this.#ends = Uint32Array.from(ends);
  }
}

/** Behind the closing quote of the text that opens here. */
export function endOfText(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    if (end < 0) return text.length;
    let before = end;
    while (text.charCodeAt(before - 1) === backslash) before--;
    if ((end - before) % 2 === 0) return end + 1;
  }
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at) === colon;
}

/** `{` or `[` */
export function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

/** `}` or `]` */
export function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}

/** Letters, digits, `+`, `-` and `.`: of numbers, `true`, `false` and `null`. */
function isWithinWord(code: number): boolean {
  return code >= 0x2b && code !== comma && code !== colon && !isClosing(code);
}
