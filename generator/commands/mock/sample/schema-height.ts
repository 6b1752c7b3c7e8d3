import type { JsonSchema } from '../../../model/json-schema.ts';
import type { LookUp } from './flat-schema.ts';

/** Schemas looked at for one answer; a knot of more is taken to end somewhere. */
const mostSteps = 5000;

/** How deep the smallest value of a schema is nested: Infinity where every value would contain another of its kind. */
export class SchemaHeight {
  readonly #lookUp: LookUp;
  readonly #known = new Map<string, number>();
  #steps = 0;

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  of(schema: JsonSchema): number {
    this.#steps = 0;
    return this.#of(schema, []);
  }

  #of(schema: JsonSchema | undefined, open: readonly string[]): number {
    if (schema === undefined || schema === true || (this.#steps += 1) > mostSteps) return 0;
    if (schema === false) return Infinity;
    const { $ref, allOf, anyOf, oneOf } = schema;
    const parts = ((allOf ?? []) as JsonSchema[]).map((part) => this.#of(part, open));
    const groups = ([anyOf, oneOf].filter(Boolean) as JsonSchema[][]).map((branches) => Math.min(...branches.map((branch) => this.#of(branch, open))));
    const reference = typeof $ref === 'string' ? [this.#ofReference($ref, open)] : [];
    return Math.max(0, ...parts, ...groups, ...reference, this.#ofMembers(schema, open));
  }

  #ofReference(reference: string, open: readonly string[]): number {
    const known = this.#known.get(reference);
    if (known !== undefined) return known;
    if (open.includes(reference)) return Infinity;
    const height = this.#of(this.#lookUp(reference), [...open, reference]);
    // Within a circle the answer is about this way round it only.
    if (height < Infinity || open.length === 0) this.#known.set(reference, height);
    return height;
  }

  #ofMembers(schema: Exclude<JsonSchema, boolean>, open: readonly string[]): number {
    const { type, properties = {}, required = [] } = schema;
    if (schema['const'] !== undefined || schema['enum'] !== undefined) return 0;
    const types = [type ?? []].flat() as string[];
    if (types.length > 0 && types.some((name) => name !== 'object' && name !== 'array')) return 0;
    const byName = properties as Readonly<Record<string, JsonSchema>>;
    const names = types.length === 0 || types.includes('object') ? (required as string[]).filter((name) => Object.hasOwn(byName, name)) : [];
    const heights = names.map((name) => 1 + this.#of(byName[name], open));
    return Math.max(0, ...heights, ...(names.length === 0 ? this.#ofItems(schema, open) : []));
  }

  #ofItems({ items, prefixItems = [], minItems = 0 }: Exclude<JsonSchema, boolean>, open: readonly string[]): number[] {
    const first = (prefixItems as JsonSchema[]).slice(0, minItems as number);
    const others = Number(minItems) > first.length ? [items as JsonSchema] : [];
    return [...first, ...others].map((item) => 1 + this.#of(item, open));
  }
}
