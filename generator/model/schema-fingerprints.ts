import { digest } from '../load/validity-cache.ts';
import type { JsonSchema } from './json-schema.ts';
import { componentName } from './component-reference.ts';
import type { NamedSchema } from './types.ts';

/** Hashes of schemas together with all that they refer to: equal fingerprints mean that they validate alike. */
export class SchemaFingerprints {
  readonly #components: ReadonlyMap<string, JsonSchema>;
  readonly #parts = new Map<string, { readonly text: string; readonly references: readonly string[] }>();

  constructor(schemas: readonly NamedSchema[]) {
    this.#components = new Map(schemas.map(({ name, schema }) => [name, schema]));
  }

  of(schema: JsonSchema): string {
    const text = JSON.stringify(schema);
    const reached = new Set<string>();
    this.#reach(referencesIn(text), reached);
    return digest([text, ...[...reached].sort().flatMap((name) => [name, this.#part(name).text])]);
  }

  #reach(names: readonly string[], reached: Set<string>): void {
    for (const name of names) {
      if (reached.has(name)) continue;
      reached.add(name);
      this.#reach(this.#part(name).references, reached);
    }
  }

  #part(name: string): { readonly text: string; readonly references: readonly string[] } {
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.#components.get(name) ?? true);
    const part = { text, references: referencesIn(text) };
    this.#parts.set(name, part);
    return part;
  }
}

/** Names of the components that a schema's text refers to; data that looks like a reference does no harm. */
function referencesIn(text: string): string[] {
  return [...text.matchAll(/"\$ref":"(#\/components\/schemas\/[^"]+)"/g)].map(([, reference = '']) => componentName(reference));
}
