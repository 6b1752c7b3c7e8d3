import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type YAMLMap } from 'yaml';
import { isRecord } from './located.ts';
import { isMergeKey, keyText, resolveAlias } from './yaml-places.ts';

/** Aliases may blow a small text up to a huge tree; more parts than this are refused. */
const largestTree = 5_000_000;

/** What is wrong with a YAML text beyond its syntax, at an offset of the text. */
export interface YamlProblem {
  readonly code: 'invalid-yaml' | 'duplicate-key';
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

/** Turns YAML nodes into the JSON data that they stand for, and reports what JSON data cannot express. */
export class YamlReader {
  readonly problems: YamlProblem[] = [];
  /** Whether what was read refers to anchors. */
  hasAliases = false;
  readonly #document: Document;
  readonly #known = new Map<Node, { value: unknown; size: number }>();
  readonly #open = new Set<Node>();

  constructor(document: Document) {
    this.#document = document;
  }

  read(): unknown {
    const { value, size } = this.#read(this.#document.contents);
    if (size > largestTree) this.#report(0, `aliases expand to ${size} values`, 'Write fewer nested aliases, or use $ref');
    return value;
  }

  #read(node: Node | null): { value: unknown; size: number } {
    if (node === null) return { value: null, size: 1 };
    if (isAlias(node)) return this.#readAlias(node);
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#open.add(node);
    const result = this.#readNode(node);
    this.#open.delete(node);
    this.#known.set(node, result);
    return result;
  }

  #readNode(node: Node): { value: unknown; size: number } {
    if (isMap(node)) return this.#readMap(node);
    if (isSeq(node)) return this.#readItems(node.items as (Node | null)[]);
    return { value: isScalar(node) ? this.#readScalar(node.value, node) : null, size: 1 };
  }

  #readAlias(node: Node): { value: unknown; size: number } {
    this.hasAliases = true;
    const target = isAlias(node) ? resolveAlias(node, this.#document) : undefined;
    if (target !== undefined && !this.#open.has(target)) return this.#read(target);
    const message = target === undefined ? 'the alias names no anchor' : 'the alias stands within its own anchor';
    this.#report(offsetOf(node), message, 'Name an anchor (&name) that stands above and is complete');
    return { value: null, size: 1 };
  }

  #readItems(nodes: readonly (Node | null)[]): { value: unknown[]; size: number } {
    const items = nodes.map((item) => this.#read(item));
    return { value: items.map((item) => item.value), size: items.reduce((sum, item) => sum + item.size, 1) };
  }

  #readMap(map: YAMLMap): { value: Record<string, unknown>; size: number } {
    const value: Record<string, unknown> = {};
    const merged: Readonly<Record<string, unknown>>[] = [];
    let size = 1;
    for (const pair of map.items) {
      const key = isMergeKey(pair.key) ? this.#readMerged(pair.value as Node | null, merged) : this.#readKey(pair.key as Node | null, value);
      const member = this.#read(pair.value as Node | null);
      size += member.size;
      if (key !== undefined) setMember(value, key, member.value);
    }
    const others = merged.flatMap((members) => Object.entries(members));
    for (const [key, member] of others) if (!Object.hasOwn(value, key)) setMember(value, key, member);
    return { value, size };
  }

  /** `<<: *one` or `<<: [*one, *other]`: members that the mapping does not have itself, the first one of a name (YAML 1.1). */
  #readMerged(node: Node | null, merged: Readonly<Record<string, unknown>>[]): undefined {
    const { value } = this.#read(node);
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (list.every(isRecord)) merged.push(...list);
    else this.#report(offsetOf(node), 'what << merges must be a mapping, or a list of them', 'Name an anchor of a mapping');
  }

  #readKey(node: Node | null, map: Record<string, unknown>): string | undefined {
    const key = keyText(node);
    if (key === undefined) {
      this.#report(offsetOf(node), 'a key must be a text', 'Write the key as a text, in quotes where needed');
    } else if (Object.hasOwn(map, key)) {
      const hint = 'Remove or rename one of them';
      this.problems.push({
        code: 'duplicate-key',
        message: `the key ${key} stands twice in one mapping`,
        hint,
        offset: offsetOf(node),
      });
    } else {
      return key;
    }
    return undefined;
  }

  #readScalar(value: unknown, node: Node): unknown {
    const isJson = value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
    if (isJson) return value;
    this.#report(offsetOf(node), `${String(node)} is not a JSON value`, 'Write a text, a finite number, true, false or null');
    return null;
  }

  #report(offset: number, message: string, hint: string): void {
    this.problems.push({ code: 'invalid-yaml', message, hint, offset });
  }
}

/** Sets an own member, also one called `__proto__`. */
export function setMember(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
