import { isRecord, type Located } from '../load/located.ts';
import { isReference, type DynamicScope, type References } from '../load/references.ts';
import { keywordContent } from './schema-keywords.ts';

/** Tells which dynamic anchors make a difference to a schema: those that a `$dynamicRef` looks for, somewhere below it. */
export class DynamicReferences {
  readonly #references: References;
  /** By the identity of places: what is found there, and where it leads to. */
  readonly #known = new Map<string, { readonly names: Set<string>; readonly targets: Located[] }>();

  constructor(references: References) {
    this.#references = references;
  }

  /** Of the anchors that count where a schema is referred to, those that mean something else to it than its own. */
  relevant(target: Located, entered: DynamicScope): DynamicScope {
    if (entered.size === 0) return entered;
    const names = this.#namesFrom(target, entered);
    const own = this.#references.enter(target, new Map());
    return new Map([...entered].filter(([name, { id }]) => names.has(name) && own.get(name)?.id !== id));
  }

  #namesFrom(start: Located, entered: DynamicScope): Set<string> {
    const names = new Set<string>();
    const places = new Map([[start.id, start]]);
    // A Map's iterator visits what is added meanwhile.
    for (const place of places.values()) {
      const found = this.#look(place);
      for (const target of found.targets) places.set(target.id, target);
      for (const name of found.names) {
        names.add(name);
        const anchored = entered.get(name);
        if (anchored !== undefined) places.set(anchored.id, anchored);
      }
    }
    return names;
  }

  #look(place: Located): { readonly names: Set<string>; readonly targets: Located[] } {
    const known = this.#known.get(place.id);
    if (known !== undefined) return known;
    const found = { names: new Set<string>(), targets: [] as Located[] };
    this.#known.set(place.id, found);
    this.#visit(place, found);
    return found;
  }

  #visit(schema: Located, found: { readonly names: Set<string>; readonly targets: Located[] }): void {
    if (!isRecord(schema.value)) return;
    const { $dynamicRef } = schema.value;
    if (typeof $dynamicRef === 'string') {
      found.names.add($dynamicRef.replace(/^.*#/s, ''));
      found.targets.push(...this.#targetOf(this.#references.dynamicTarget(schema, new Map())));
    }
    if (isReference(schema.value)) found.targets.push(...this.#targetOf(this.#references.target(schema)));
    for (const [keyword, member] of schema.members()) this.#visitKeyword(keyword, member, found);
  }

  #visitKeyword(keyword: string, member: Located, found: { readonly names: Set<string>; readonly targets: Located[] }): void {
    const content = keywordContent(keyword);
    if (content === 'schema') this.#visit(member, found);
    const isMap = content === 'schema-map' && keyword !== '$defs' && keyword !== 'definitions';
    const parts = isMap ? member.members().map(([, part]) => part) : content === 'schemas' ? member.items() : [];
    for (const part of parts) this.#visit(part, found);
  }

  #targetOf(target: Located | undefined): Located[] {
    return target === undefined ? [] : [target];
  }
}
