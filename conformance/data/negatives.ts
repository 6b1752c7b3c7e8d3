import type { ErrorObject } from 'ajv';
import { appendToken } from '../../generator/load/json-pointer.ts';
import { setMember } from '../../generator/load/yaml-data.ts';
import { listWith } from '../sample/sample-arrays.ts';
import { Sampler } from '../sample/sampler.ts';
import type { Schemas } from '../schema/schemas.ts';
import { joined } from '../schema/schemas.ts';
import type { Shape } from '../schema/shape.ts';
import type { Sites } from '../schema/site.ts';
import { violationsOf } from './violations.ts';

/** A value that breaks one word of a schema, and nothing else. */
export interface Negative {
  readonly value: unknown;
  readonly keyword: string;
  /** JSON Pointer to the part of the value that breaks it. */
  readonly pointer: string;
}

const summaries = new Set(['allOf', 'anyOf', 'oneOf', '$ref', 'if', 'propertyNames']);
const deepest = 5;

/** Makes values that a service has to refuse, and knows for what. */
export class NegativeSource {
  readonly #sampler: Sampler;

  constructor(schemas: Schemas) {
    this.#sampler = new Sampler(schemas);
  }

  /** One value for each word that can be broken by itself, at each place of the value; the outermost places first. */
  negatives(sites: Sites): Negative[] {
    const found = new Map<string, Negative>();
    for (const candidate of this.#candidates(sites, deepest, [])) {
      const key = `${candidate.pointer} ${candidate.keyword}`;
      if (!found.has(key) && this.#breaksOnly(candidate, sites)) found.set(key, candidate);
    }
    return [...found.values()].sort((a, b) => a.pointer.split('/').length - b.pointer.split('/').length);
  }

  *#candidates(sites: Sites, depth: number, open: readonly string[]): Generator<Negative> {
    const key = JSON.stringify(joined(sites));
    if (depth === 0 || open.includes(key)) return;
    for (const shape of this.#sampler.alternatives(sites).slice(0, 16)) {
      for (const { keyword, value } of violationsOf(shape, this.#sampler)) yield { keyword, value, pointer: '' };
      if (shape.values !== undefined) continue;
      yield* this.#inProperties(shape, depth - 1, [...open, key]);
      yield* this.#inItems(shape, depth - 1, [...open, key]);
    }
  }

  *#inProperties(shape: Shape, depth: number, open: readonly string[]): Generator<Negative> {
    if (!shape.types.includes('object')) return;
    const base = this.#sampler.smallestOf(shape)?.value;
    if (typeof base !== 'object' || base === null || Array.isArray(base)) return;
    for (const name of shape.declared) {
      for (const inside of this.#candidates(shape.property(name), depth, open)) {
        const value = { ...base };
        setMember(value, name, inside.value);
        yield { keyword: inside.keyword, value, pointer: appendToken('', name) + inside.pointer };
      }
    }
  }

  *#inItems(shape: Shape, depth: number, open: readonly string[]): Generator<Negative> {
    if (!shape.types.includes('array')) return;
    for (let index = 0; index <= Math.min(shape.prefixLength, 5); index++) {
      for (const inside of this.#candidates(shape.item(index), depth, open)) {
        const value = listWith(inside.value, index, shape, this.#sampler);
        if (value !== undefined) yield { keyword: inside.keyword, value, pointer: `/${index}${inside.pointer}` };
      }
    }
  }

  #breaksOnly({ value, keyword, pointer }: Negative, sites: Sites): boolean {
    const errors = this.#sampler.schemas.errors(sites, value).filter((error) => !summaries.has(error.keyword) || error.keyword === keyword);
    const [first, ...others] = errors.filter((error, index) => errors.findIndex((other) => isSame(error, other)) === index);
    return first !== undefined && others.length === 0 && first.keyword === keyword && first.instancePath === pointer;
  }
}

/** Two parts of a schema may say the same. */
function isSame(a: ErrorObject, b: ErrorObject): boolean {
  return a.keyword === b.keyword && a.instancePath === b.instancePath && JSON.stringify(a.params) === JSON.stringify(b.params);
}
