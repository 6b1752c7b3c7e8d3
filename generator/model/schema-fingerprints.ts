import { digest } from '../load/digest.ts';
import { componentName, componentsIn } from './component-reference.ts';
import type { JsonSchema } from './json-schema.ts';
import type { NamedSchema } from './types.ts';

interface Part {
  readonly digest: string;
  readonly references: readonly string[];
}

/**
 * Hashes of schemas together with all that they refer to, type names included: equal fingerprints mean that they validate alike,
 * and that the same code is printed of them.
 */
export class SchemaFingerprints {
  readonly #components: ReadonlyMap<string, NamedSchema>;
  readonly #known = new WeakMap<object, string>();
  readonly #parts = new Map<string, Part>();
  readonly #closures = new Map<string, string>();

  constructor(schemas: readonly NamedSchema[]) {
    this.#components = new Map(schemas.map((named) => [named.name, named]));
  }

  of(schema: JsonSchema): string {
    if (typeof schema === 'boolean') return String(schema);
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    const text = JSON.stringify(schema);
    const names = namesIn(text).sort();
    const fingerprint = digest([text, ...names.flatMap((name) => [name, this.#closure(name)])]);
    this.#known.set(schema, fingerprint);
    return fingerprint;
  }

  /** Hash of a component and of all that it leads to. */
  #closure(name: string): string {
    const known = this.#closures.get(name);
    if (known !== undefined) return known;
    const reached = new Set([name]);
    for (const next of reached) for (const reference of this.#part(next).references) reached.add(reference);
    const closure = digest([...reached].sort().flatMap((next) => [next, this.#part(next).digest]));
    this.#closures.set(name, closure);
    return closure;
  }

  #part(name: string): Part {
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const { schema = true, typeName = '' } = this.#components.get(name) ?? {};
    const text = JSON.stringify(schema);
    const part = { digest: digest([typeName, text]), references: namesIn(text) };
    this.#parts.set(name, part);
    return part;
  }
}

function namesIn(text: string): string[] {
  return componentsIn(text).map(componentName);
}

const fingerprints = new WeakMap<readonly NamedSchema[], SchemaFingerprints>();

/** The fingerprints of a list of components, made once. */
export function schemaFingerprints(schemas: readonly NamedSchema[]): SchemaFingerprints {
  const known = fingerprints.get(schemas) ?? new SchemaFingerprints(schemas);
  fingerprints.set(schemas, known);
  return known;
}
