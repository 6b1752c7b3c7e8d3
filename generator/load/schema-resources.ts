import { pathToFileURL } from 'node:url';
import { isRecord, Located } from './located.ts';
import type { Source } from './source.ts';

/** A schema with an identifier of its own, or a whole file (JSON Schema 2020-12, Core, section 4.3.5). */
export interface SchemaResource {
  /** Absolute, without fragment. */
  readonly uri: string;
  readonly root: Located;
  /** By an `$id`; else it is known by its file's name only. */
  readonly isIdentified: boolean;
  /** Pointers of the schemas with an `$anchor` or a `$dynamicAnchor`, by name. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** A `$dynamicAnchor`, and the pointer of what it belongs to: a resource, or a component of a document without `$id`. */
interface DynamicAnchor {
  readonly name: string;
  readonly scope: string;
  readonly located: Located;
}

/** Members of these have names, not keywords. */
const maps = new Set('properties patternProperties dependentSchemas dependencies $defs definitions schemas responses'.split(' '));

/** Within these is data, whatever it looks like. */
const values = new Set(['const', 'enum', 'default', 'example', 'examples']);

/** Whether a file holds schemas alone; there draft 4 called an identifier `id`, which elsewhere is a slip. */
export function isSchemaFile({ data }: Source): boolean {
  return isRecord(data) && !['openapi', 'asyncapi', 'swagger'].some((word) => Object.hasOwn(data, word));
}

/** The identifiers within one file. */
export class SchemaResources {
  /** The whole file first, and each before those within it. */
  readonly all: SchemaResource[] = [];
  readonly dynamicAnchors: DynamicAnchor[] = [];
  readonly #isSchemaFile: boolean;

  constructor(source: Source) {
    this.#isSchemaFile = isSchemaFile(source);
    const root = this.#add(pathToFileURL(source.path).href, Located.rootOf(source), false);
    const isTelling = /\$(id|anchor|dynamicAnchor)\b/.test(source.text) || (this.#isSchemaFile && /\bid\b/.test(source.text));
    if (isTelling) this.#visit(Located.rootOf(source), root, false);
  }

  /** The innermost resource that a place belongs to. */
  around(pointer: string): SchemaResource {
    const isAround = ({ root }: SchemaResource) => pointer === root.pointer || pointer.startsWith(`${root.pointer}/`);
    return this.all.reduce((found, resource) => (isAround(resource) ? resource : found));
  }

  /** Where the dynamic anchors of a place belong to. */
  scopeOf(pointer: string): string {
    const { root } = this.around(pointer);
    if (root.pointer !== '' || this.#isSchemaFile) return root.pointer;
    return /^\/components\/schemas\/[^/]*|^.*?\/schema(?=\/|$)/.exec(pointer)?.[0] ?? '';
  }

  /** A file that has an `$id` is known by that alone. */
  #add(uri: string, root: Located, isIdentified: boolean): SchemaResource {
    const resource = { uri, root, isIdentified, anchors: new Map<string, string>() };
    if (root.pointer === '') this.all[0] = resource;
    else this.all.push(resource);
    return resource;
  }

  #visit(located: Located, outer: SchemaResource, isMap: boolean): void {
    const resource = isMap ? outer : this.#identify(located, outer);
    for (const [key, member] of located.members()) {
      if (isMap || (!values.has(key) && !key.startsWith('x-'))) this.#visit(member, resource, !isMap && maps.has(key));
    }
    for (const item of located.items()) this.#visit(item, resource, false);
  }

  #identify(located: Located, outer: SchemaResource): SchemaResource {
    const { $id, id, $ref: reference, $anchor, $dynamicAnchor } = isRecord(located.value) ? located.value : {};
    const old = this.#isSchemaFile && reference === undefined ? id : undefined;
    const identifier = typeof $id === 'string' ? $id : old;
    const [uri = '', fragment = ''] = typeof identifier === 'string' ? identifier.split('#') : [];
    const resolved = uri === '' ? undefined : resolveUri(uri, outer.uri);
    const resource = resolved === undefined ? outer : this.#add(resolved, located, true);
    const anchors = resource.anchors as Map<string, string>;
    for (const name of [$anchor, $dynamicAnchor, fragment]) if (typeof name === 'string' && name !== '') anchors.set(name, located.pointer);
    if (typeof $dynamicAnchor === 'string') {
      this.dynamicAnchors.push({ name: $dynamicAnchor, scope: this.scopeOf(located.pointer), located });
    }
    return resource;
  }
}

/** A URI reference as an absolute URI without fragment (RFC 3986, section 5); undefined for what is none. */
export function resolveUri(reference: string, base: string): string | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base).href.replace(/#.*$/s, '') : undefined;
}
