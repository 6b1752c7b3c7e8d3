import fc from 'fast-check';
import { Sampler } from '../sample/sampler.ts';
import type { Schemas } from '../schema/schemas.ts';
import { joined } from '../schema/schemas.ts';
import type { DataType, Shape } from '../schema/shape.ts';
import type { Sites } from '../schema/site.ts';
import { arrayArbitrary } from './array-arbitrary.ts';
import { numberArbitrary } from './number-arbitrary.ts';
import { objectArbitrary } from './object-arbitrary.ts';
import { textArbitrary } from './text-arbitrary.ts';

/** Values are nested no deeper than this; below, the smallest value of a schema stands for all. */
const deepest = 5;

/** Makes the arbitrary of a part, one level further down; undefined where no value is known. */
export type PartArbitrary = (sites: Sites) => fc.Arbitrary<unknown> | undefined;

/**
 * Random values of schemas, for fast-check: every value is valid, whatever keywords a schema uses, and shrinks. What is made word by word
 * is held against the validator at each level, and gives way to the schema's smallest value where words together ask for more.
 */
export class DataSource {
  readonly #sampler: Sampler;
  readonly #known = new Map<string, fc.Arbitrary<unknown> | undefined>();

  constructor(schemas: Schemas) {
    this.#sampler = new Sampler(schemas);
  }

  /** Undefined where no value is known: nothing satisfies the schema, or nothing that was thought of. */
  arbitrary(sites: Sites): fc.Arbitrary<unknown> | undefined {
    return this.#at(sites, deepest);
  }

  #at(sites: Sites, depth: number): fc.Arbitrary<unknown> | undefined {
    const key = `${depth} ${JSON.stringify(joined(sites))}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const made = this.#make(sites, depth);
    this.#known.set(key, made);
    return made;
  }

  #make(sites: Sites, depth: number): fc.Arbitrary<unknown> | undefined {
    const smallest = this.#sampler.smallest(sites);
    if (smallest === undefined) return undefined;
    if (depth === 0) return fc.constant(smallest.value);
    const shapes = this.#sampler.alternatives(sites).slice(0, 32);
    const branches = shapes.flatMap((shape) => this.#ofShape(shape, depth));
    if (branches.length === 0) return fc.constant(smallest.value);
    const any = fc.oneof(...branches);
    const isPlain = shapes.length === 1 && shapes[0]?.excluded.length === 0;
    const tries = isPlain ? any.map((value) => [value]) : fc.array(any, { minLength: 4, maxLength: 4 });
    const accepts = (value: unknown) => this.#sampler.schemas.accepts(sites, value);
    return tries.map((values) => {
      const found = values.findIndex(accepts);
      return found < 0 ? smallest.value : values[found];
    });
  }

  #ofShape(shape: Shape, depth: number): fc.Arbitrary<unknown>[] {
    const { values, types } = shape;
    if (values !== undefined) return values.length === 0 ? [] : [fc.constantFrom(...values)];
    const part: PartArbitrary = (sites) => this.#at(sites, depth - 1);
    return types.flatMap((type) => ofType(type, shape, part) ?? []);
  }
}

function ofType(type: DataType, shape: Shape, part: PartArbitrary): fc.Arbitrary<unknown> | undefined {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return numberArbitrary(shape);
    case 'string':
      return textArbitrary(shape);
    case 'array':
      return arrayArbitrary(shape, part);
    case 'object':
      return objectArbitrary(shape, part);
  }
}
