import { exactJson } from '../../../load/exact-integer.ts';
import type { JsonSchema } from '../../../model/json-schema.ts';
import { flattenSchema, mergeSchemas, omit, Unsatisfiable, type FlatSchema, type LookUp } from './flat-schema.ts';
import { Random } from './random.ts';
import { sampleArray } from './sample-array.ts';
import { sampleNumber } from './sample-number.ts';
import { sampleObject } from './sample-object.ts';
import { sampleString } from './sample-string.ts';
import type { SchemaHeight } from './schema-height.ts';

/** Where in the value that is being made we are. */
export interface Spot {
  /** JSON Pointer. */
  readonly path: string;
  readonly depth: number;
  /** Components that were entered on the way. */
  readonly references: readonly string[];
}

export interface AttemptOptions {
  readonly lookUp: LookUp;
  readonly height: SchemaHeight;
  readonly seed: string;
  /** How often what was chosen at a path turned out wrong: the next choice is taken. */
  readonly wrong: ReadonlyMap<string, number>;
  /** Whether examples within the schema are taken. */
  readonly examples: boolean;
}

/** Beyond this depth only what is required is made. */
const fullDepth = 5;
const deepest = 40;
const mostValues = 4000;

/** One try at a value: every choice follows from the seed, the path, and how often that path was wrong before. */
export class Attempt {
  /** Paths at which something was chosen. */
  readonly choices = new Set<string>();
  readonly #options: AttemptOptions;
  #values = 0;

  constructor(options: AttemptOptions) {
    this.#options = options;
  }

  /** @throws Unsatisfiable when there is no value, or none that is found. */
  make(schema: JsonSchema, spot: Spot): unknown {
    if ((this.#values += 1) > mostValues || spot.depth > deepest) throw new Unsatisfiable('too large');
    if (this.#options.height.of(schema) === Infinity) throw new Unsatisfiable('every value contains another');
    const flat = flattenSchema(schema, this.#options.lookUp);
    return this.#makeFlat(flat, { ...spot, references: [...spot.references, ...flat.references] }, isRepeated(flat, spot));
  }

  /** How often the choice at a path was wrong. */
  wrongAt(path: string): number {
    this.choices.add(path);
    return this.#options.wrong.get(path) ?? 0;
  }

  random(path: string): Random {
    return new Random(this.#options.seed, path, this.wrongAt(path));
  }

  flatten(schema: JsonSchema): FlatSchema {
    return flattenSchema(schema, this.#options.lookUp);
  }

  #makeFlat(flat: FlatSchema, spot: Spot, repeated: boolean): unknown {
    if (Object.hasOwn(flat, 'const')) return flat.const;
    const given = givenValues(flat, this.#options.examples);
    const wrong = given.length > 0 ? this.wrongAt(spot.path) : 0;
    if (wrong < given.length) return given[wrong];
    if (flat.enum !== undefined) return this.random(spot.path).pick(flat.enum);
    const [branches, ...rest] = flat.choices;
    if (branches !== undefined) return this.#makeBranch(branches, { ...flat, choices: rest }, spot, repeated);
    if (flat.conditions.length > 0) return this.#makeCondition(flat, spot, repeated);
    return this.#makeType(flat, spot, repeated || spot.depth > fullDepth);
  }

  /** The branches in turn, from the one that the path's errors have led to. */
  #makeBranch(branches: readonly JsonSchema[], base: FlatSchema, spot: Spot, repeated: boolean): unknown {
    const ordered = this.#order(branches, spot, repeated);
    const start = this.wrongAt(spot.path) % ordered.length;
    let failure: unknown;
    for (const branch of [...ordered.slice(start), ...ordered.slice(0, start)]) {
      try {
        const flat = flattenSchema(branch, this.#options.lookUp);
        const again = repeated || isRepeated(flat, spot);
        return this.#makeFlat(mergeSchemas(withoutExamples(base), flat), { ...spot, references: [...spot.references, ...flat.references] }, again);
      } catch (error) {
        if (!(error instanceof Unsatisfiable)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  /** `null` last; where it has become deep, the branch that ends soonest first. */
  #order(branches: readonly JsonSchema[], { depth }: Spot, repeated: boolean): readonly JsonSchema[] {
    const heights = new Map(branches.map((branch) => [branch, this.#options.height.of(branch)]));
    const finite = branches.filter((branch) => heights.get(branch) !== Infinity);
    if (finite.length === 0) throw new Unsatisfiable('no branch ends');
    const isDeep = repeated || depth > fullDepth;
    return [...finite].sort((a, b) => (isDeep ? heights.get(a)! - heights.get(b)! : 0) || Number(isNull(a)) - Number(isNull(b)));
  }

  /** `if` with `then`, or, when that was wrong, `else` alone. */
  #makeCondition({ conditions, ...flat }: FlatSchema, spot: Spot, repeated: boolean): unknown {
    const [first, ...rest] = conditions;
    const base = { ...flat, conditions: rest };
    const ways: JsonSchema[] = [{ allOf: [first?.if ?? true, first?.then ?? true] }, first?.else ?? true];
    return this.#makeBranch(ways, base, spot, repeated);
  }

  #makeType(flat: FlatSchema, spot: Spot, isDeep: boolean): unknown {
    const types = typesOf(flat);
    const type = types[this.wrongAt(spot.path) % types.length]!;
    switch (type) {
      case 'null':
        return null;
      case 'boolean':
        return this.random(spot.path).next() < 0.5;
      case 'integer':
      case 'number':
        return sampleNumber(flat, type === 'integer', this.random(spot.path));
      case 'string':
        return this.#makeString(flat, spot);
      case 'array':
        return sampleArray(this, flat, spot, isDeep);
      default:
        return sampleObject(this, flat, spot, isDeep);
    }
  }

  #makeString(flat: FlatSchema, spot: Spot): string {
    const { contentSchema, contentMediaType } = flat;
    if (contentSchema !== undefined && contentMediaType?.includes('json') === true)
      return exactJson(this.make(contentSchema, { ...spot, depth: spot.depth + 1 }));
    return sampleString(flat, this.random(spot.path));
  }
}

function isRepeated({ references }: FlatSchema, spot: Spot): boolean {
  return references.some((reference) => spot.references.includes(reference));
}

/** What the document itself gives as a value. */
function givenValues(flat: FlatSchema, withExamples: boolean): unknown[] {
  const { example, examples, default: preset } = flat;
  if (!withExamples) return Object.hasOwn(flat, 'default') ? [preset] : [];
  const given = [...(Object.hasOwn(flat, 'example') ? [example] : []), ...(Array.isArray(examples) ? (examples as unknown[]) : [])];
  return Object.hasOwn(flat, 'default') ? [...given, preset] : given;
}

/** They have been tried before the branches are. */
function withoutExamples(flat: FlatSchema): FlatSchema {
  return omit(flat, ['example', 'examples', 'default']);
}

const typeOfKeyword: Readonly<Record<string, string>> = {
  properties: 'object',
  required: 'object',
  additionalProperties: 'object',
  patternProperties: 'object',
  minProperties: 'object',
  propertyNames: 'object',
  items: 'array',
  prefixItems: 'array',
  minItems: 'array',
  contains: 'array',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
};

/** `null` last; where a schema does not say, what its other words are about. */
function typesOf(flat: FlatSchema): readonly string[] {
  if (flat.type !== undefined) return [...[flat.type].flat()].sort((a, b) => Number(a === 'null') - Number(b === 'null'));
  const meant = Object.keys(flat).map((keyword) => typeOfKeyword[keyword]);
  return [meant.find((type) => type !== undefined) ?? 'string', 'object', 'number', 'array', 'boolean', 'null'];
}

function isNull(schema: JsonSchema): boolean {
  return typeof schema === 'object' && (schema['type'] === 'null' || schema['const'] === null);
}
