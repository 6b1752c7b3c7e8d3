import type { ErrorObject } from 'ajv/dist/2020.js';
import { appendToken, pointerTokens } from '../../../load/json-pointer.ts';
import { copyData } from '../../../load/exact-integer.ts';
import type { JsonSchema } from '../../../model/json-schema.ts';
import type { SchemaStore } from '../schema-store.ts';
import { Attempt } from './attempt.ts';
import { Unsatisfiable } from './flat-schema.ts';
import { SchemaHeight } from './schema-height.ts';

export interface Sample {
  readonly value: unknown;
  /** What is still wrong with the value: nothing, but for schemas that no value, or none that was found, keeps to. */
  readonly faults: readonly string[];
}

/** Attempts at one value. Choices that turn out wrong are not made again. */
const mostAttempts = 60;

/** Makes values that are valid by their schema: made from its words, tried with the compiler, and mended where that finds fault. */
export class Sampler {
  readonly #store: SchemaStore;
  readonly #seed: string;
  readonly #height: SchemaHeight;

  /** The same seed gives the same values. */
  constructor(store: SchemaStore, seed: string) {
    this.#store = store;
    this.#seed = seed;
    this.#height = new SchemaHeight((reference) => store.lookUp(reference));
  }

  /** `name` tells values of one schema apart. With `examples`, those in the schema are taken where they are valid. */
  sample(schema: JsonSchema, name: string, { examples }: { readonly examples: boolean }): Sample {
    const wrong = new Map<string, number>();
    let last: Sample = { value: null, faults: ['no value was found'] };
    for (let count = 0; count < mostAttempts; count += 1) {
      const attempt = new Attempt({
        lookUp: (reference) => this.#store.lookUp(reference),
        height: this.#height,
        seed: `${this.#seed} ${name}`,
        wrong,
        examples,
      });
      const made = this.#try(attempt, schema);
      if ('value' in made && made.errors.length === 0) return { value: made.value, faults: [] };
      if ('value' in made) last = { value: made.value, faults: made.errors.map(({ instancePath, message }) => `${instancePath} ${message}`) };
      this.#learn(attempt, 'value' in made ? made.errors : [], wrong, count);
    }
    return last;
  }

  #try(attempt: Attempt, schema: JsonSchema): { value: unknown; errors: readonly ErrorObject[] } | { failure: Unsatisfiable } {
    try {
      const made = attempt.make(schema, { path: '', depth: 0, references: [] });
      // Examples belong to the document: what is mended is a copy.
      const value = copyData(made);
      const errors = this.#store.errors(schema, value);
      const mended = errors.length > 0 && mend(value, errors);
      return { value, errors: mended ? this.#store.errors(schema, value) : errors };
    } catch (error) {
      if (error instanceof Unsatisfiable) return { failure: error };
      throw error;
    }
  }

  /** Blames the choice that is nearest above each error; all of them from time to time, when that does not help. */
  #learn(attempt: Attempt, errors: readonly ErrorObject[], wrong: Map<string, number>, count: number): void {
    const paths = new Set(errors.map(({ instancePath }) => instancePath));
    const blamed = [...paths].flatMap((path) => {
      const above = ancestors(path).filter((place) => attempt.choices.has(place));
      return count % 4 === 3 ? above : above.slice(0, 1);
    });
    const chosen = blamed.length > 0 ? blamed : [...attempt.choices];
    for (const path of new Set(chosen)) wrong.set(path, (wrong.get(path) ?? 0) + 1);
  }
}

/** A path and those above it, the nearest first. */
function ancestors(path: string): string[] {
  const tokens = pointerTokens(path);
  return tokens.map((_, index) => tokens.slice(0, tokens.length - index).reduce(appendToken, '')).concat('');
}

const tooMuch = new Set(['additionalProperties', 'unevaluatedProperties', 'false schema']);

/** Takes away properties that may not be there; false when that is not what is wrong. */
function mend(value: unknown, errors: readonly ErrorObject[]): boolean {
  let mended = false;
  for (const { keyword, instancePath, params } of errors) {
    if (!tooMuch.has(keyword)) continue;
    const { additionalProperty, unevaluatedProperty } = params as { additionalProperty?: string; unevaluatedProperty?: string };
    const name = additionalProperty ?? unevaluatedProperty;
    const tokens = [...pointerTokens(instancePath), ...(name === undefined ? [] : [name])];
    mended = remove(value, tokens) || mended;
  }
  return mended;
}

function remove(value: unknown, tokens: readonly string[]): boolean {
  const holder = tokens.slice(0, -1).reduce<unknown>((at, token) => (at as Record<string, unknown> | undefined)?.[token], value);
  const name = tokens.at(-1);
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder) || name === undefined) return false;
  return delete (holder as Record<string, unknown>)[name];
}
