import path from 'node:path';
import { appendToken, fragmentToPointer, pointerTokens } from './json-pointer.ts';
import { isRecord, Located } from './located.ts';
import type { RefusalList } from './refusal.ts';
import { resolveUri, SchemaResources, type SchemaResource } from './schema-resources.ts';
import type { Source } from './source.ts';
import type { Sources } from './sources.ts';

/** The schemas that the names of dynamic anchors stand for. */
export type DynamicScope = ReadonlyMap<string, Located>;

/** Follows `$ref` (RFC 3986 relative references with JSON Pointer fragments) across the files of one contract. */
export class References {
  readonly #sources: Sources;
  readonly #refusals: RefusalList;
  readonly #targets = new Map<string, Located | undefined>();
  readonly #resources = new WeakMap<Source, SchemaResources>();
  /** By their URIs. */
  readonly #identified = new Map<string, SchemaResource>();

  constructor(sources: Sources, refusals: RefusalList) {
    this.#sources = sources;
    this.#refusals = refusals;
  }

  /** What a value stands for: itself, or the end of its chain of references. Undefined, with a refusal, for a broken chain. */
  follow(located: Located): Located | undefined {
    const seen = new Set<string>();
    let current: Located | undefined = located;
    while (current !== undefined && isReference(current.value)) {
      if (seen.has(current.id)) return this.#refuseCycle(located);
      seen.add(current.id);
      current = this.target(current);
    }
    return current;
  }

  /** One step: what the `$ref` of this value points to. Undefined, with a refusal, if there is nothing there. */
  target(located: Located): Located | undefined {
    const place = this.#placeOf(located);
    if (!this.#targets.has(place)) this.#targets.set(place, this.#find(located));
    return this.#targets.get(place);
  }

  /** In a file of one resource equal references lead to the same place; one that leads nowhere is refused wherever it stands. */
  #placeOf(located: Located): string {
    const { source, id } = located;
    const text = String((located.value as { $ref: unknown }).$ref);
    if (this.#resourcesOf(source).all.length > 1) return id;
    const shared = `${source.path} ${text}`;
    return this.#targets.get(shared) === undefined && this.#targets.has(shared) ? id : shared;
  }

  /**
   * What a `$dynamicRef` refers to (JSON Schema 2020-12, Core, section 8.2.3.2): where it leads to a `$dynamicAnchor`, the outermost
   * one of that name that was entered on the way. Undefined, with a refusal, if there is nothing there.
   */
  dynamicTarget(located: Located, entered: DynamicScope): Located | undefined {
    const at = located.get('$dynamicRef') ?? located;
    const target = this.#find(located.withValue({ $ref: at.value }), at);
    const name = String(at.value).replace(/^.*#/s, '');
    return target?.text('$dynamicAnchor') === name ? (entered.get(name) ?? target) : target;
  }

  /** The dynamic anchors that count at a place, given those that counted where one comes from. */
  enter({ source, pointer }: Located, from: DynamicScope): DynamicScope {
    const resources = this.#resourcesOf(source);
    if (resources.dynamicAnchors.length === 0) return from;
    const scope = resources.scopeOf(pointer);
    const added = resources.dynamicAnchors.filter((anchor) => anchor.scope === scope && !from.has(anchor.name));
    return added.length === 0 ? from : new Map([...from, ...added.map(({ name, located }) => [name, located] as const)]);
  }

  #find(located: Located, at = located.get('$ref') ?? located): Located | undefined {
    const text = String((located.value as { $ref: unknown }).$ref);
    const [file, fragment = ''] = splitOnce(text, '#');
    const around = this.#resourcesOf(at.source).around(located.pointer);
    const resource = file === '' ? around : this.#identified.get(resolveUri(file, around.uri) ?? '');
    if (resource !== undefined && (file === '' || resource.isIdentified)) return this.#within(resource, fragment, at);
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(text)) {
      const hint = 'Copy the document into the folder of the contract and refer to the copy';
      this.#refusals.add({ code: 'remote-reference', message: `${text} is not a local file`, hint, position: at.position });
      return undefined;
    }
    const source = this.#sources.open(resolvePath(at.source.path, file), at.position);
    const [root] = source === undefined ? [] : this.#resourcesOf(source).all;
    return root && this.#within(root, fragment, at);
  }

  #resourcesOf(source: Source): SchemaResources {
    const known = this.#resources.get(source);
    if (known !== undefined) return known;
    const read = new SchemaResources(source);
    this.#resources.set(source, read);
    for (const resource of read.all) if (!this.#identified.has(resource.uri)) this.#identified.set(resource.uri, resource);
    return read;
  }

  /** A pointer that leads nowhere within a schema with an `$id` may be meant from the root of the file. */
  #within({ root, anchors }: SchemaResource, fragment: string, at: Located): Located | undefined {
    const anchor = anchors.get(fragment);
    const file = Located.rootOf(root.source);
    const named = anchor === undefined ? undefined : this.#steps(file, anchor);
    if (named instanceof Located) return named;
    const pointer = fragmentToPointer(fragment);
    const isLocal = root.pointer !== '' && pointer !== undefined && this.#steps(root, pointer) instanceof Located;
    return this.#walk(isLocal ? root : file, fragment, at);
  }

  #walk(root: Located, fragment: string, at: Located): Located | undefined {
    const pointer = fragmentToPointer(fragment);
    if (pointer === undefined) return this.#refuseBroken(at, `there is no $anchor ${fragment} in ${root.source.file}`);
    const found = this.#steps(root, pointer);
    if (found instanceof Located) return found;
    return this.#refuseBroken(at, `there is nothing at #${found.missing} in ${root.source.file}`);
  }

  #steps(root: Located, pointer: string): Located | { readonly missing: string } {
    let current = root;
    for (const token of pointerTokens(pointer)) {
      const next = this.#step(current, token);
      if (next === undefined) return { missing: appendToken(current.pointer, token) };
      current = next;
    }
    return current;
  }

  /** A pointer may lead through a place that is itself a reference. */
  #step(current: Located, token: string): Located | undefined {
    const direct = Array.isArray(current.value) ? current.item(Number(token)) : current.get(token);
    if (direct !== undefined || !isReference(current.value)) return direct;
    const followed = this.follow(current);
    return Array.isArray(followed?.value) ? followed.item(Number(token)) : followed?.get(token);
  }

  #refuseBroken(at: Located, message: string): undefined {
    const hint = 'Correct the reference, or define what it names';
    this.#refusals.add({ code: 'broken-reference', message, hint, position: at.position });
  }

  #refuseCycle(located: Located): undefined {
    const hint = 'Let one of the references point to a definition';
    this.#refusals.add({
      code: 'circular-reference',
      message: 'the reference leads back to itself',
      hint,
      position: located.position,
    });
  }
}

/** A Reference Object, or a schema with `$ref`. */
export function isReference(value: unknown): value is { readonly $ref: string } {
  return isRecord(value) && Object.hasOwn(value, '$ref') && typeof value.$ref === 'string';
}

function resolvePath(from: string, reference: string): string {
  return path.resolve(path.dirname(from), decodePath(reference));
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
