import type { ErrorObject } from 'ajv';
import { ExactInteger } from '../../generator/load/exact-integer.ts';
import { pointerTokens } from '../../generator/load/json-pointer.ts';
import { componentPrefix } from '../../generator/model/component-reference.ts';
import type { JsonSchema } from '../../generator/model/json-schema.ts';
import { toNumbers } from '../../generator/model/lift-int64.ts';
import { SchemaCompiler } from '../../generator/model/schema-compiler.ts';
import { featuresOf } from '../../generator/model/schema-features.ts';
import type { Api } from '../../generator/model/types.ts';
import type { Site, Sites } from './site.ts';

type Validate = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };

/** The schemas of one contract: what references mean, and what is valid, by the same compiler as that of the generated code. */
export class Schemas {
  readonly #components: ReadonlyMap<string, Site>;
  readonly #compiler: SchemaCompiler;

  constructor({ schemas, document }: Pick<Api, 'schemas' | 'document'>) {
    this.#components = new Map(
      schemas.map(({ name, schema, at }) => [componentPrefix + name, { schema, file: at.file, pointer: at.pointer }]),
    );
    this.#compiler = new SchemaCompiler(schemas, featuresOf([schemas.map(({ schema }) => schema), document]));
  }

  get components(): Iterable<readonly [string, Site]> {
    return this.#components;
  }

  /** What a `$ref` refers to. */
  target(reference: string): Site | undefined {
    return this.#components.get(reference);
  }

  /** Why a value is not valid by all of these schemas; an empty list for a valid one. */
  errors(sites: Sites, value: unknown): readonly ErrorObject[] {
    const validate = this.#compiler.compile(joined(sites)) as unknown as Validate;
    const data = toNumbers(value);
    if (validate(data)) return [];
    const errors = validate.errors ?? [];
    return data === value ? [...errors] : errors.filter((error) => !isKept(error, value));
  }

  accepts(sites: Sites, value: unknown): boolean {
    return this.errors(sites, value).length === 0;
  }
}

/** Formats of 64 bits end at 2^53 for the compiler, whose values are numbers; a server may have longer ones. */
function isKept({ keyword, params, instancePath }: ErrorObject, value: unknown): boolean {
  const range = keyword === 'format' ? longRanges[String(params['format'])] : undefined;
  const found = pointerTokens(instancePath).reduce<unknown>((part, token) => (part as Record<string, unknown> | undefined)?.[token], value);
  return range !== undefined && found instanceof ExactInteger && found.value >= range[0] && found.value <= range[1];
}

const longRanges: Readonly<Record<string, readonly [least: bigint, most: bigint] | undefined>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** One schema that says the same. */
export function joined(sites: Sites): JsonSchema {
  const [first, ...others] = sites;
  if (first === undefined) return true;
  return others.length === 0 ? first.schema : { allOf: sites.map(({ schema }) => schema) };
}
