import type { JsonSchema } from '../../model/json-schema.ts';
import { flattenSchema, Unsatisfiable, type FlatSchema, type LookUp } from './sample/flat-schema.ts';

/** Reads texts as what a schema wants them to be. What does not fit stays a text, and the schema says so. */
export class TextValues {
  readonly #lookUp: LookUp;

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  /** JSON types that some value of the schema has; none where it does not say. */
  types(schema: JsonSchema): ReadonlySet<string> {
    return new Set(this.#all(schema).flatMap(typesOf));
  }

  items(schema: JsonSchema): JsonSchema {
    return this.#all(schema).find(({ items }) => items !== undefined)?.items ?? true;
  }

  property(schema: JsonSchema, name: string): JsonSchema {
    const flats = this.#all(schema);
    const owner = flats.find(({ properties = {} }) => Object.hasOwn(properties, name));
    return owner?.properties?.[name] ?? flats.find(({ additionalProperties }) => additionalProperties !== undefined)?.additionalProperties ?? true;
  }

  propertyNames(schema: JsonSchema): string[] {
    return [...new Set(this.#all(schema).flatMap(({ properties = {} }) => Object.keys(properties)))];
  }

  /** Of several types the first that the text can be, as services read it. */
  read(text: string, schema: JsonSchema): unknown {
    const types = this.types(schema);
    if ((types.has('integer') || types.has('number')) && isNumber(text)) return Number(text);
    if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
    return types.has('null') && ((text === '' && !types.has('string')) || text === 'null') ? null : text;
  }

  /** The schema, and every branch of it joined by `anyOf` and `oneOf`. */
  #all(schema: JsonSchema, depth = 0): FlatSchema[] {
    const flat = this.#flatten(schema);
    if (flat === undefined || depth > 8) return [];
    return [flat, ...flat.choices.flat().flatMap((branch) => this.#all(branch, depth + 1))];
  }

  #flatten(schema: JsonSchema): FlatSchema | undefined {
    try {
      return flattenSchema(schema, this.#lookUp);
    } catch (error) {
      if (error instanceof Unsatisfiable) return undefined;
      throw error;
    }
  }
}

function typesOf({ type, enum: values, const: constant, properties, items }: FlatSchema): string[] {
  if (type !== undefined) return [type].flat();
  const given = [...(values ?? []), ...(constant === undefined ? [] : [constant])];
  if (given.length > 0) return given.map((value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value));
  return [...(properties === undefined ? [] : ['object']), ...(items === undefined ? [] : ['array'])];
}

/** A number as JSON writes it (RFC 8259 section 6). */
function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}
