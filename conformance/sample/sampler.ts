import { alternativesOf } from '../schema/alternatives.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { DataType, Shape } from '../schema/shape.ts';
import { joined } from '../schema/schemas.ts';
import type { Sites } from '../schema/site.ts';
import { sampleArrays } from './sample-arrays.ts';
import { sampleNumbers } from './sample-numbers.ts';
import { sampleObjects } from './sample-objects.ts';
import { sampleTexts } from './sample-texts.ts';

/** A value, apart from there being none. */
export interface Sample {
  readonly value: unknown;
}

/** Types in the order in which the smallest value is looked for. */
const kinds: readonly DataType[] = ['string', 'number', 'boolean', 'object', 'array', 'null'];

/**
 * Makes values of schemas, always the same ones. What it makes is only likely to be valid: whoever needs to be sure asks
 * {@link Schemas.accepts}; {@link smallest} has done so.
 */
export class Sampler {
  readonly schemas: Schemas;
  readonly #samples = new Map<string, Sample | undefined>();
  readonly #alternatives = new Map<string, readonly Shape[]>();
  readonly #open = new Set<string>();

  constructor(schemas: Schemas) {
    this.schemas = schemas;
  }

  alternatives(sites: Sites): readonly Shape[] {
    const key = keyOf(sites);
    const known = this.#alternatives.get(key);
    if (known !== undefined) return known;
    const shapes = alternativesOf(sites, this.schemas);
    this.#alternatives.set(key, shapes);
    return shapes;
  }

  /** A valid value with little in it; undefined where none was found. */
  smallest(sites: Sites): Sample | undefined {
    const key = keyOf(sites);
    if (this.#samples.has(key)) return this.#samples.get(key);
    if (this.#open.has(key)) return undefined;
    this.#open.add(key);
    const found = this.#find(sites);
    this.#open.delete(key);
    // Within a cycle nothing may have been found only because a schema was asked for itself.
    if (found !== undefined || this.#open.size === 0) this.#samples.set(key, found);
    return found;
  }

  /** A valid value of one shape. */
  smallestOf(shape: Shape): Sample | undefined {
    return this.#first(this.candidates(shape, []), shape.parts);
  }

  /** Values of a shape: within its bounds, at them, and chosen so that they break what `hints` say. */
  *candidates(shape: Shape, hints: Sites): Generator<unknown> {
    const { values } = shape;
    if (values !== undefined) return yield* values;
    for (const kind of kinds) if (shape.types.includes(kind)) yield* this.#ofKind(kind, shape, hints);
  }

  /** A few different valid values; none of a schema that is being asked already, further out. */
  several(sites: Sites, hints: Sites, count: number): readonly unknown[] {
    const key = `several ${keyOf(sites)}`;
    if (this.#open.has(key)) return [];
    this.#open.add(key);
    const found: unknown[] = [];
    for (const shape of this.alternatives(sites)) {
      let tries = 0;
      for (const value of this.candidates(shape, hints)) {
        if (found.length >= count || tries++ >= 20) break;
        if (this.schemas.accepts(sites, value)) found.push(value);
      }
    }
    this.#open.delete(key);
    return found;
  }

  #find(sites: Sites): Sample | undefined {
    for (const shape of this.alternatives(sites)) {
      const found = this.#first(this.candidates(shape, shape.excluded), sites);
      if (found !== undefined) return found;
    }
    return this.#first(writtenSamples(sites, this.alternatives(sites)), sites);
  }

  #first(candidates: Iterable<unknown>, sites: Sites): Sample | undefined {
    let tries = 0;
    for (const value of candidates) {
      if (this.schemas.accepts(sites, value)) return { value };
      if (++tries > 200) return undefined;
    }
    return undefined;
  }

  #ofKind(kind: DataType, shape: Shape, hints: Sites): Iterable<unknown> {
    switch (kind) {
      case 'null':
        return [null];
      case 'boolean':
        return [true, false];
      case 'number':
        return sampleNumbers(shape, hints);
      case 'string':
        return sampleTexts(shape, hints);
      case 'array':
        return sampleArrays(shape, hints, this);
      case 'object':
        return sampleObjects(shape, hints, this);
    }
  }
}

/** Examples and defaults that stand in the document. */
function writtenSamples(sites: Sites, shapes: readonly Shape[]): unknown[] {
  return [...sites, ...shapes.flatMap(({ parts }) => parts)].flatMap(({ schema }) => {
    if (typeof schema === 'boolean') return [];
    const several = Array.isArray(schema.examples) ? (schema.examples as unknown[]) : [];
    return [schema.example, ...several, schema.default].filter((value) => value !== undefined);
  });
}

function keyOf(sites: Sites): string {
  return sites.length === 1 ? JSON.stringify(sites[0]?.schema) : JSON.stringify(joined(sites));
}
