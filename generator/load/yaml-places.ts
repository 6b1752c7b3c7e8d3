import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { pointerTokens } from './json-pointer.ts';

/** Where the parts of a YAML text stand. */
export class YamlPlaces {
  readonly #document: Document;
  readonly #pairs = new WeakMap<YAMLMap, Map<string, Pair>>();

  constructor(document: Document) {
    this.#document = document;
  }

  /** Offset of a part, or of its key; of the nearest part around what is not there. */
  offsetOf(pointer: string, wantsKey: boolean): number {
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
