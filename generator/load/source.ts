import type { Alias } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml';
import { pointerTokens } from './json-pointer.ts';
import type { Position } from './position.ts';

interface SourceParts {
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly origin?: (pointer: string) => string;
}

/** One file that was read: its data, and where in the text each part of the data stands. */
export class Source {
  /** Absolute path. */
  readonly path: string;
  /** Path as shown to people. */
  readonly file: string;
  readonly text: string;
  /** Plain JSON data. Aliases of one anchor are one object; nothing here may be changed. */
  readonly data: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #origin: (pointer: string) => string;
  readonly #pairs = new WeakMap<YAMLMap, Map<string, Pair>>();

  constructor(input: SourceParts) {
    this.path = input.path;
    this.file = input.file;
    this.text = input.text;
    this.data = input.data;
    this.#document = input.document;
    this.#lines = input.lines;
    this.#origin = input.origin ?? ((pointer) => pointer);
  }

  /** The same text read as other data; `origin` tells where in the written data a part of it stands. */
  readingAs(data: unknown, origin: (pointer: string) => string): Source {
    const { path, file, text } = this;
    return new Source({ path, file, text, data, document: this.#document, lines: this.#lines, origin });
  }

  /**
   * Where a part of the data stands: for a scalar and for `{…}` or `[…]` where it begins, for a block of lines where its
   * key stands. A pointer to what is not there gives the place of the nearest part around it.
   */
  positionOf(pointer: string): Position {
    return { file: this.file, ...this.#lineAndColumn(this.#offsetOf(this.#origin(pointer), false)), pointer };
  }

  /** Where the name of a member stands. */
  positionOfKey(pointer: string): Position {
    return { file: this.file, ...this.#lineAndColumn(this.#offsetOf(this.#origin(pointer), true)), pointer };
  }

  #lineAndColumn(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #offsetOf(pointer: string, wantsKey: boolean): number {
    let node = this.#document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const token of pointerTokens(pointer)) {
      const next = this.#member(node, token);
      if (next === undefined) return offset;
      node = next.value;
      offset = (wantsKey || isBlock(node) ? next.keyOffset : undefined) ?? node?.range?.[0] ?? next.keyOffset ?? offset;
    }
    return offset;
  }

  #member(node: Node | null, token: string): { value: Node | null; keyOffset?: number } | undefined {
    const collection = isAlias(node) ? resolveAlias(node, this.#document) : node;
    if (isSeq(collection)) {
      const item = collection.items[Number(token)] as Node | undefined;
      return item && { value: item };
    }
    if (!isMap(collection)) return undefined;
    const pair = this.#pairsOf(collection).get(token);
    return pair && { value: pair.value as Node | null, keyOffset: (pair.key as Node).range?.[0] };
  }

  #pairsOf(map: YAMLMap): Map<string, Pair> {
    const known = this.#pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map(map.items.map((pair) => [keyText(pair.key) ?? '', pair]));
    this.#pairs.set(map, pairs);
    return pairs;
  }
}

/** The text of a mapping's key; undefined for a key that JSON cannot have. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return typeof key.value === 'number' || typeof key.value === 'boolean' ? (key.source ?? String(key.value)) : undefined;
}

/** The node that an alias stands for. */
export function resolveAlias(alias: Alias, document: Document): Node | undefined {
  return alias.resolve(document);
}

function isBlock(node: Node | null): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}
