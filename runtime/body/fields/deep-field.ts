import { reportDuplicate, reportStyle } from '../../decode/report-style.ts';
import { escapeToken } from '../../decode/fields.ts';
import { define } from './field-objects.ts';
import type { Violation } from '../../contract.ts';

/** What the texts at a place within a field become, by the schema. */
export interface DeepKind {
  readonly text?: (text: string) => unknown;
  /** A list: keys are its places. */
  readonly items?: DeepKind;
  readonly known?: Readonly<Record<string, DeepKind>>;
  readonly others?: DeepKind;
}

/** Deeper values would cost recursive code its stack. */
const maxDepth = 32;

/** At the end of a name stand its texts; more than one is a list. */
type Tree = Map<string, Tree | string[]>;

/**
 * A field or parameter of style `deepObject`, gathered from its pairs: `name[key]=text`. The specification leaves open what is nested
 * and what is a list; here, as everywhere, it is `name[key][inner]`, and `name[0]`, `name[]` or a name that comes several times.
 */
export class DeepField {
  readonly #pointer: string;
  #root: Tree | string[] | undefined;

  constructor(pointer: string) {
    this.#pointer = pointer;
  }

  /** `brackets` is what follows the field's name: `[key][0]`, or nothing for a text. */
  set(brackets: string, text: string, violations: Violation[]): void {
    const keys = keysOf(brackets);
    if (keys === undefined) return reportStyle('query', this.#pointer, 'must be written as name[key]', violations);
    const last = keys.pop();
    if (last === undefined) this.#root = this.#added(this.#root, text, violations);
    else this.#setWithin(this.#treeAt(keys), last, text, violations);
  }

  value(kind: DeepKind, violations: Violation[]): unknown {
    return this.#root === undefined ? undefined : this.#valueOf(this.#root, kind, { pointer: this.#pointer, violations });
  }

  #setWithin(tree: Tree | undefined, key: string, text: string, violations: Violation[]): void {
    if (tree === undefined) return reportDuplicate('query', this.#pointer, violations);
    const name = key === '' ? String(tree.size) : key;
    tree.set(name, this.#added(tree.get(name), text, violations));
  }

  /** Names and texts do not stand at one place. */
  #added(before: Tree | string[] | undefined, text: string, violations: Violation[]): Tree | string[] {
    if (before === undefined) return [text];
    if (Array.isArray(before)) before.push(text);
    else reportDuplicate('query', this.#pointer, violations);
    return before;
  }

  #valueOf(node: Tree | string[], kind: DeepKind | undefined, place: Place): unknown {
    if (Array.isArray(node)) return this.#textOf(node, kind, place);
    if (kind?.items !== undefined && [...node.keys()].every((key) => /^\d+$/.test(key))) return this.#listOf(node, kind.items, place);
    const object: Record<string, unknown> = {};
    for (const [key, inner] of node) {
      const known = kind?.known !== undefined && Object.hasOwn(kind.known, key) ? kind.known[key] : kind?.others;
      define(object, key, this.#valueOf(inner, known, within(place, key)));
    }
    return object;
  }

  #textOf(texts: readonly string[], kind: DeepKind | undefined, { pointer, violations }: Place): unknown {
    const toValue = (text: string, of: DeepKind | undefined): unknown => (of?.text === undefined ? text : of.text(text));
    if (kind?.items !== undefined) return texts.map((text) => toValue(text, kind.items));
    if (texts.length > 1) reportDuplicate('query', pointer, violations);
    return toValue(texts[0] ?? '', kind);
  }

  /** In order of the places, which need not be all there. */
  #listOf(node: Tree, items: DeepKind, place: Place): unknown[] {
    const inOrder = [...node].sort(([a], [b]) => Number(a) - Number(b));
    return inOrder.map(([, inner], index) => this.#valueOf(inner, items, within(place, String(index))));
  }

  /** Undefined where a text stands in the way. */
  #treeAt(keys: readonly string[]): Tree | undefined {
    let tree: Tree | string[] = (this.#root ??= new Map());
    for (const key of keys) {
      if (Array.isArray(tree)) return undefined;
      const name = key === '' ? String(tree.size) : key;
      const next: Tree | string[] = tree.get(name) ?? new Map<string, Tree | string[]>();
      tree.set(name, next);
      tree = next;
    }
    return Array.isArray(tree) ? undefined : tree;
  }
}

interface Place {
  readonly pointer: string;
  readonly violations: Violation[];
}

function within({ pointer, violations }: Place, key: string): Place {
  return { pointer: `${pointer}/${escapeToken(key)}`, violations };
}

function keysOf(brackets: string): string[] | undefined {
  if (brackets === '') return [];
  if (!/^(?:\[[^[\]]*\])+$/.test(brackets)) return undefined;
  const keys = brackets.slice(1, -1).split('][');
  return keys.length > maxDepth ? undefined : keys;
}
