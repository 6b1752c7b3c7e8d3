import { pathToFileURL } from 'node:url';
import { appendToken } from '../../load/json-pointer.ts';
import { resolveUri } from '../../load/schema-resources.ts';

interface Resource {
  /** Absolute, without fragment. */
  readonly uri: string;
  readonly pointer: string;
}

interface Anchor {
  readonly name: string;
  readonly pointer: string;
  readonly isDynamic: boolean;
}

/** Where examples and extensions begin: what looks like a keyword there is data. */
const data = /^(const|enum|default|example|examples|x-.*)$/s;

/** The identifiers of the schemas of one file (JSON Schema 2020-12, Core, section 8.2). */
export class SchemaIndex {
  /** The whole file first, and each before those within it. */
  readonly #resources: Resource[];
  readonly #anchors: Anchor[] = [];

  constructor(file: string, text: string, content: unknown) {
    const uri = pathToFileURL(file).href;
    this.#resources = [{ uri, pointer: '' }];
    if (/\$(id|anchor|dynamicAnchor)\b/.test(text)) this.#visit(content, '', uri);
  }

  /** The innermost resource that a place belongs to. */
  around(pointer: string): Resource {
    const isAround = (resource: Resource) => pointer === resource.pointer || pointer.startsWith(`${resource.pointer}/`);
    return this.#resources.reduce((found, resource) => (isAround(resource) ? resource : found));
  }

  /** The root of a resource that has the identifier, the file itself apart. */
  find(uri: string): string | undefined {
    return this.#resources.slice(1).find((resource) => resource.uri === uri)?.pointer;
  }

  /** The schema with an anchor, those beside `from` before others. */
  anchor(name: string, from: string): string | undefined {
    const named = this.#anchors.filter((anchor) => anchor.name === name);
    const scope = this.#scopeOf(from);
    return (named.find(({ pointer }) => this.#scopeOf(pointer) === scope) ?? named[0])?.pointer;
  }

  /** The dynamic anchors that count from a place on: those of its resource, or of its component where nothing has an `$id`. */
  dynamicAnchors(pointer: string): readonly Anchor[] {
    if (this.#anchors.length === 0) return [];
    const scope = this.#scopeOf(pointer);
    return this.#anchors.filter((anchor) => anchor.isDynamic && this.#scopeOf(anchor.pointer) === scope);
  }

  #scopeOf(pointer: string): string {
    const { pointer: root } = this.around(pointer);
    return root === '' ? (/^\/components\/schemas\/[^/]*|^.*?\/schema(?=\/|$)/.exec(pointer)?.[0] ?? '') : root;
  }

  #visit(value: unknown, pointer: string, base: string): void {
    if (typeof value !== 'object' || value === null) return;
    const { $id, $anchor, $dynamicAnchor } = value as Readonly<Record<string, unknown>>;
    const uri = (typeof $id === 'string' ? resolveUri($id, base) : undefined) ?? base;
    if (uri !== base) this.#resources.push({ uri, pointer });
    for (const [name, isDynamic] of [[$anchor, false], [$dynamicAnchor, true]] as const) {
      if (typeof name === 'string') this.#anchors.push({ name, pointer, isDynamic });
    }
    for (const [key, member] of Object.entries(value)) if (!data.test(key)) this.#visit(member, appendToken(pointer, key), uri);
  }
}
