import { reportDuplicate, reportStyle } from '../../decode/report-style.ts';
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

type Tree = Map<string, Tree | string>;

/**
 * A field of style `deepObject`, gathered from its pairs: `name[key]=text`. The specification leaves open what is nested and what
 * is a list; here, as everywhere, it is `name[key][inner]`, `name[0]` and `name[]`.
 */
export class DeepField {
  readonly #pointer: string;
  #root: Tree | string | undefined;

  constructor(pointer: string) {
    this.#pointer = pointer;
  }

  /** `brackets` is what follows the field's name: `[key][0]`, or nothing for a text. */
  set(brackets: string, text: string, violations: Violation[]): void {
    const keys = keysOf(brackets);
    if (keys === undefined) return reportStyle('query', this.#pointer, 'must be written as name[key]', violations);
    const last = keys.pop();
    const target = last === undefined ? undefined : this.#treeAt(keys);
    if (target === undefined ? this.#root !== undefined || last !== undefined : target.has(last ?? '')) {
      return reportDuplicate('query', this.#pointer, violations);
    }
    if (target === undefined) this.#root = text;
    else target.set(last === '' ? String(target.size) : (last ?? ''), text);
  }

  value(kind: DeepKind): unknown {
    return this.#root === undefined ? undefined : valueOf(this.#root, kind);
  }

  /** Undefined where a text stands in the way. */
  #treeAt(keys: readonly string[]): Tree | undefined {
    let tree: Tree | string = (this.#root ??= new Map());
    for (const key of keys) {
      if (typeof tree === 'string') return undefined;
      const name = key === '' ? String(tree.size) : key;
      const next: Tree | string = tree.get(name) ?? new Map<string, Tree | string>();
      tree.set(name, next);
      tree = next;
    }
    return typeof tree === 'string' ? undefined : tree;
  }
}

function keysOf(brackets: string): string[] | undefined {
  if (brackets === '') return [];
  if (!/^(?:\[[^[\]]*\])+$/.test(brackets)) return undefined;
  const keys = brackets.slice(1, -1).split('][');
  return keys.length > maxDepth ? undefined : keys;
}

function valueOf(node: Tree | string, kind: DeepKind | undefined): unknown {
  if (typeof node === 'string') return kind?.text === undefined ? node : kind.text(node);
  if (kind?.items !== undefined && [...node.keys()].every((key) => /^\d+$/.test(key))) return listOf(node, kind.items);
  const object: Record<string, unknown> = {};
  for (const [key, inner] of node) {
    const known = kind?.known !== undefined && Object.hasOwn(kind.known, key) ? kind.known[key] : kind?.others;
    define(object, key, valueOf(inner, known));
  }
  return object;
}

/** In order of the places, which need not be all there. */
function listOf(node: Tree, items: DeepKind): unknown[] {
  return [...node].sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => valueOf(inner, items));
}
