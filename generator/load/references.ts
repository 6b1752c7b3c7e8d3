import path from 'node:path';
import { appendToken, fragmentToPointer, pointerTokens } from './json-pointer.ts';
import { isRecord, Located } from './located.ts';
import type { RefusalList } from './refusal.ts';
import type { Sources } from './sources.ts';

/** Follows `$ref` (RFC 3986 relative references with JSON Pointer fragments) across the files of one contract. */
export class References {
  readonly #sources: Sources;
  readonly #refusals: RefusalList;
  readonly #targets = new Map<string, Located | undefined>();

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
    if (!this.#targets.has(located.id)) this.#targets.set(located.id, this.#find(located));
    return this.#targets.get(located.id);
  }

  #find(located: Located): Located | undefined {
    const at = located.get('$ref') ?? located;
    const text = String(at.value);
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(text)) {
      const hint = 'Copy the document into the folder of the contract and refer to the copy';
      this.#refusals.add({ code: 'remote-reference', message: `${text} is not a local file`, hint, position: at.position });
      return undefined;
    }
    const [file = '', fragment = ''] = splitOnce(text, '#');
    const source = file === '' ? at.source : this.#sources.open(resolvePath(at.source.path, file), at.position);
    return source && this.#walk(Located.rootOf(source), fragment, at);
  }

  #walk(root: Located, fragment: string, at: Located): Located | undefined {
    const pointer = fragmentToPointer(fragment);
    if (pointer === undefined) return this.#refuseBroken(at, `#${fragment} is not a JSON Pointer`);
    let current = root;
    for (const token of pointerTokens(pointer)) {
      const next = this.#step(current, token);
      if (next === undefined)
        return this.#refuseBroken(at, `there is nothing at #${appendToken(current.pointer, token)} in ${root.source.file}`);
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
