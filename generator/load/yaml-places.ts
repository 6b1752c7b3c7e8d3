import { isAlias, isMap, isScalar, isSeq, visit, type Alias, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { pointerTokens } from './json-pointer.ts';

interface Member {
  readonly value: Node | null;
  readonly keyOffset?: number;
}

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

  #member(node: Node | null, token: string): Member | undefined {
    const collection = isAlias(node) ? resolveAlias(node, this.#document) : node;
    if (isSeq(collection)) {
      const item = collection.items[Number(token)] as Node | undefined;
      return item && { value: item };
    }
    if (!isMap(collection)) return undefined;
    const pair = this.#pairsOf(collection).get(token);
    if (pair === undefined) return this.#merged(collection, token);
    return { value: pair.value as Node | null, keyOffset: (pair.key as Node).range?.[0] };
  }

  /** A member that another mapping lends stands there. */
  #merged(map: YAMLMap, token: string): Member | undefined {
    for (const { value } of map.items.filter(({ key }) => isMergeKey(key))) {
      const lenders = (isSeq(value) ? value.items : [value]) as (Node | null)[];
      const found = lenders.map((lender) => this.#member(lender, token)).find((member) => member !== undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #pairsOf(map: YAMLMap): Map<string, Pair> {
    const known = this.#pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map(map.items.map((pair) => [keyText(pair.key) ?? '', pair]));
    this.#pairs.set(map, pairs);
    return pairs;
  }
}

/** `<<` without quotes (YAML 1.1, "Merge Key Language-Independent Type"). */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** The text of a mapping's key; undefined for a key that JSON cannot have. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return typeof key.value === 'number' || typeof key.value === 'boolean' ? (key.source ?? String(key.value)) : undefined;
}

/** By document, its anchored nodes by name, in order of writing. */
const anchors = new WeakMap<Document, ReadonlyMap<string, readonly Node[]>>();

/** The node that an alias stands for: the last one of its name above it (YAML 1.2, section 7.1). */
export function resolveAlias(alias: Alias, document: Document): Node | undefined {
  const known = anchors.get(document) ?? findAnchors(document);
  anchors.set(document, known);
  return known.get(alias.source)?.findLast((node) => offsetOf(node) < offsetOf(alias));
}

/** One walk for all aliases: a text may have thousands of them. */
function findAnchors(document: Document): ReadonlyMap<string, readonly Node[]> {
  const found = new Map<string, Node[]>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || node.anchor === undefined) return;
      const same = found.get(node.anchor);
      if (same === undefined) found.set(node.anchor, [node]);
      else same.push(node);
    },
  });
  return found;
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function isBlock(node: Node | null): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}
